/**
 * Rules of the firewall of Windows as `reg query` prints them, for the matcher of rules and listeners. Where they come
 * from:
 *
 * - `defaults`: rules that Windows Server and its roles bring along, in the format v2.31 of Windows Server 2022. The rule of
 *   Remote Desktop: Microsoft's article "Enable or disable a firewall rule on an Azure VM Guest OS". The rules of Windows
 *   Remote Management: a public script that writes them into a group policy (search words "WINRM-HTTP-Compat-In-TCP").
 *   PeerDist and the rules of one program (AnyDesk): a public transcript of `reg query` on a server with v2.31 (search words
 *   "PeerDist-HttpTrans-In", "support.exe"). The package with its owner: a public comparison of two registries (search words
 *   "Microsoft.DesktopAppInstaller", "LUOwn"). The tunnel over HTTPS and the ports by name: the grammar in [MS-GPFAS] section
 *   2.2.2.19. Numbers of accounts are replaced.
 * - `question`: what Windows writes when somebody answers "Cancel" to its question about a program that begins to listen
 *   (`TCP Query User`, a rule that blocks).
 */
const key =
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules';

const listing = (rules: readonly (readonly [string, string])[]): string =>
  [key, ...rules.map(([id, text]) => `    ${id}    REG_SZ    ${text}`), ''].join('\r\n');

const allNetworks = 'Profile=Domain|Profile=Private|Profile=Public';
const account = 'LUOwn=S-1-5-21-1111111111-2222222222-3333333333-1001';

export const defaults = listing([
  [
    'RemoteDesktop-UserMode-In-TCP',
    `v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|${allNetworks}|LPort=3389|App=%SystemRoot%\\system32\\svchost.exe|Svc=termservice|Name=@FirewallAPI.dll,-28775|Desc=@FirewallAPI.dll,-28756|EmbedCtxt=@FirewallAPI.dll,-28752|`,
  ],
  [
    'WINRM-HTTP-In-TCP',
    'v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=5985|App=System|Name=@FirewallAPI.dll,-30253|Desc=@FirewallAPI.dll,-30256|EmbedCtxt=@FirewallAPI.dll,-30252|',
  ],
  [
    'Microsoft-Windows-PeerDist-HttpTrans-In',
    'v2.31|Action=Allow|Active=FALSE|Dir=In|Protocol=6|LPort=80|App=SYSTEM|Name=@peerdistsh.dll,-10000|Desc=@peerdistsh.dll,-11000|EmbedCtxt=@peerdistsh.dll,-9000|',
  ],
  [
    'CoreNet-IPHTTPS-In',
    'v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort2_10=IPTLSIn|LPort2_10=IPHTTPSIn|App=System|Name=@FirewallAPI.dll,-25426|Desc=@FirewallAPI.dll,-25428|EmbedCtxt=@FirewallAPI.dll,-25000|',
  ],
  [
    'RemoteSvcAdmin-In-TCP',
    'v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|Profile=Domain|LPort=RPC|App=%SystemRoot%\\system32\\services.exe|Name=@FirewallAPI.dll,-29503|EmbedCtxt=@FirewallAPI.dll,-29502|',
  ],
  [
    '{3A3FF571-CC7C-41F5-9091-9B1370BB0794}',
    `v2.31|Action=Allow|Active=TRUE|Dir=In|${allNetworks}|Name=@{Microsoft.DesktopAppInstaller_1.0.30251.0_x64__8wekyb3d8bbwe?ms-resource://Microsoft.DesktopAppInstaller/Resources/appDisplayName}|${account}|AppPkgId=S-1-15-2-2473817148-3930944034-1235795307-187980641-3967865409-1804095407-1113801530|EmbedCtxt=x|Platform=2:6:2|Platform2=GTEQ|`,
  ],
  [
    '{0428E35C-5C69-4743-8F0F-AEDDE87B2992}',
    'v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|Profile=Private|App=C:\\share\\support.exe|Name=AnyDesk|',
  ],
  [
    '{932DE379-9955-4A01-A143-86D3412E719A}',
    'v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|Profile=Domain|App=C:\\share\\support.exe|Name=AnyDesk|',
  ],
]);

/** What an administrator adds for the platform: its ports, as a list. */
export const platformPorts = [
  '{11111111-0000-4000-8000-000000000001}',
  'v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=12000|LPort=12001|LPort=12002|LPort=5672|Name=OutSystems|',
] as const;

/** What IIS's role brings along for its two ports. */
export const iisPorts = [
  [
    'IIS-WebServerRole-HTTP-In-TCP',
    'v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=80|App=System|Name=@%windir%\\system32\\inetsrv\\iisres.dll,-30500|',
  ],
  [
    'IIS-WebServerRole-HTTPS-In-TCP',
    'v2.31|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=443|App=System|Name=@%windir%\\system32\\inetsrv\\iisres.dll,-30502|',
  ],
] as const;

/** A program whose question was answered with "Cancel". */
export const question = (path: string, name: string) =>
  [
    `TCP Query User{0F3A1C2B-0000-4000-8000-000000000002}${path}`,
    `v2.31|Action=Block|Active=TRUE|Dir=In|Protocol=6|${allNetworks}|App=${path}|Name=${name}|Desc=${name}|Defer=User|`,
  ] as const;

/** The rules that Windows brings along, and these. */
export const withRules = (...rules: readonly (readonly [string, string])[]): string =>
  `${defaults}${listing(rules)}`;
