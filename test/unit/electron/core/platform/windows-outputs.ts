/**
 * Outputs of commands of Windows in several languages, for the parsers that read text. Where each comes from:
 *
 * - excluded port ranges: English: the log in github.com/open-telemetry/opentelemetry-collector/pull/10839. German: an
 *   article on Docker and Hyper-V, "driver failed programming external connectivity" (2019), shortened. Portuguese and
 *   Japanese: the recorded tables in the tests of two public port tools (search words "Intervalos de Exclusão de Porta",
 *   "ポート除外範囲"). Spanish: github.com/microsoft/WSL/issues/5306, shortened. Chinese:
 *   github.com/nikkigallery/WhimboxLauncher/issues/21, shortened.
 * - netstat: Japanese: win2012r2.com/2019/01/14/post-424, addresses of others replaced. German and Portuguese: the
 *   recorded tables in the tests of public tools that read them (search words "ABHÖREN", "ESCUTANDO"). English: of the
 *   same shape, with the words of Microsoft's documentation of the command.
 * - tasklist: the columns that Microsoft documents for `/SVC`; services of one process are separated by commas (public notes
 *   on the command, search words "RpcEptMapper,RpcSs"). The sentences for no process: the tests of public tools.
 * - dynamic ports: the recorded tables in the tests of a public tool (search words "Dynamischer Portbereich", "動的ポート範囲").
 * - sc: Portuguese: captured from Windows 11 by a public tool ("labels are translated, state names are not"). English: of
 *   Wine and of Microsoft's documentation. French: of the same shape.
 * - whoami: German: the recorded rows in the tests of public tools (search words "Verbindliche Beschriftung",
 *   "S-1-16-12288"). Portuguese: a public transcript of `whoami /groups` ("Rótulo Obrigatório"), Japanese: the comment
 *   of a public script that reads it ("種類: ラベル"), both as rows of CSV. English: the words of Microsoft's
 *   documentation. Names of people and machines are left out.
 */

/** `netsh int ipv4 show excludedportrange protocol=tcp`. */
export const excludedPortRanges = {
  English: {
    text: `
Protocol tcp Port Exclusion Ranges

Start Port    End Port      
----------    --------      
        80          80      
      5986        5986      
     47001       47001      
     55679       55679     *

* - Administered port exclusions.

`,
    ranges: [
      { from: 80, to: 80, isAdministered: false },
      { from: 5986, to: 5986, isAdministered: false },
      { from: 47001, to: 47001, isAdministered: false },
      { from: 55679, to: 55679, isAdministered: true },
    ],
  },
  German: {
    text: `
Portausschlussbereiche für das Protokoll "tcp"

Startport      Endport
----------    --------
     28380       28380
     49708       49807
     50000       50000     *

* - Verwaltete Portausschlüsse.
`,
    ranges: [
      { from: 28380, to: 28380, isAdministered: false },
      { from: 49708, to: 49807, isAdministered: false },
      { from: 50000, to: 50000, isAdministered: true },
    ],
  },
  Portuguese: {
    text: `
Protocolo tcp Intervalos de Exclusão de Porta

Porta Inicial    Porta Final
----------    --------
      5357        5357
     47277       47376
     50000       50059     *

* - Exclusões de porta administradas.
`,
    ranges: [
      { from: 5357, to: 5357, isAdministered: false },
      { from: 47277, to: 47376, isAdministered: false },
      { from: 50000, to: 50059, isAdministered: true },
    ],
  },
  Japanese: {
    text: `
プロトコル tcp ポート除外範囲

開始ポート    終了ポート
----------    --------
      5357        5357
     50000       50059     *
     55676       55775

* - 管理されている除外ポート。
`,
    ranges: [
      { from: 5357, to: 5357, isAdministered: false },
      { from: 50000, to: 50059, isAdministered: true },
      { from: 55676, to: 55775, isAdministered: false },
    ],
  },
  Spanish: {
    text: `
Puerto de inicio    Puerto final
----------          --------
      1025        1124
      1125        1224
     50000       50059
`,
    ranges: [
      { from: 1025, to: 1124, isAdministered: false },
      { from: 1125, to: 1224, isAdministered: false },
      { from: 50000, to: 50059, isAdministered: false },
    ],
  },
  Chinese: {
    text: `
协议 tcp 端口排除范围

开始端口    结束端口
----------    --------
      1607        1706
      5985        5985
     50000       50059     *

* - 管理的端口排除。
`,
    ranges: [
      { from: 1607, to: 1706, isAdministered: false },
      { from: 5985, to: 5985, isAdministered: false },
      { from: 50000, to: 50059, isAdministered: true },
    ],
  },
  /** WinNAT took a range in which three ports of the platform lie. */
  WinNat: {
    text: `
Protocol tcp Port Exclusion Ranges

Start Port    End Port
----------    --------
      5357        5357
     11993       12092
     50000       50059     *

* - Administered port exclusions.
`,
    ranges: [
      { from: 5357, to: 5357, isAdministered: false },
      { from: 11993, to: 12092, isAdministered: false },
      { from: 50000, to: 50059, isAdministered: true },
    ],
  },
} as const;

/** `netstat -ano`, and the listeners in it. */
export const netstatTables = {
  English: {
    text: `
Active Connections

  Proto  Local Address          Foreign Address        State           PID
  TCP    0.0.0.0:80             0.0.0.0:0              LISTENING       4
  TCP    127.0.0.1:12000        0.0.0.0:0              LISTENING       7312
  TCP    127.0.0.1:12000        127.0.0.1:52011        ESTABLISHED     7312
  TCP    127.0.0.1:49700        127.0.0.1:80           TIME_WAIT       0
  TCP    [::]:80                [::]:0                 LISTENING       4
  TCP    [fe80::1%12]:139       [::]:0                 LISTENING       4
  UDP    0.0.0.0:500            *:*                                    2900
`,
    listeners: [
      { address: '0.0.0.0', port: 80, pid: 4 },
      { address: '127.0.0.1', port: 12000, pid: 7312 },
      { address: '::', port: 80, pid: 4 },
      { address: 'fe80::1', port: 139, pid: 4 },
    ],
  },
  German: {
    text: `
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status           PID
  TCP    0.0.0.0:135            0.0.0.0:0              ABHÖREN          1128
  TCP    127.0.0.1:8765         0.0.0.0:0              ABHÖREN          9876
  TCP    127.0.0.1:8765         127.0.0.1:54321        HERGESTELLT      9876
  TCP    [::]:135               [::]:0                 ABHÖREN          1128
`,
    listeners: [
      { address: '0.0.0.0', port: 135, pid: 1128 },
      { address: '127.0.0.1', port: 8765, pid: 9876 },
      { address: '::', port: 135, pid: 1128 },
    ],
  },
  Portuguese: {
    text: `
Conexões ativas

  Proto  Endereço local         Endereço externo       Estado          PID
  TCP    127.0.0.1:52011        127.0.0.1:8765         ESTABELECIDA    9001
  TCP    127.0.0.1:8765         0.0.0.0:0              ESCUTANDO       4420
  TCP    [::]:8766              [::]:0                 ESCUTANDO       5150
`,
    listeners: [
      { address: '127.0.0.1', port: 8765, pid: 4420 },
      { address: '::', port: 8766, pid: 5150 },
    ],
  },
  Japanese: {
    text: `
アクティブな接続

  プロトコル  ローカル アドレス          外部アドレス        状態           PID
  TCP         0.0.0.0:135            0.0.0.0:0              LISTENING       1288
  TCP         0.0.0.0:445            0.0.0.0:0              LISTENING       4
  TCP         192.168.1.7:139        0.0.0.0:0              LISTENING       4
  TCP         192.168.1.7:55679      192.0.2.223:443        ESTABLISHED     3976
`,
    listeners: [
      { address: '0.0.0.0', port: 135, pid: 1288 },
      { address: '0.0.0.0', port: 445, pid: 4 },
      { address: '192.168.1.7', port: 139, pid: 4 },
    ],
  },
} as const;

/** `tasklist /SVC /FO CSV /NH`, and what is in it; then what it says where no process is the one that was asked for. */
export const tasklistTables = {
  English: {
    text: `"System Idle Process","0","N/A"
"System","4","N/A"
"svchost.exe","1128","RpcEptMapper,RpcSs"
`,
    programs: {
      0: { process: 'System Idle Process', services: [] },
      4: { process: 'System', services: [] },
      1128: { process: 'svchost.exe', services: ['RpcEptMapper', 'RpcSs'] },
    },
    none: 'INFO: No tasks are running which match the specified criteria.\n',
  },
  German: {
    text: `"System Idle Process","0","Nicht zutreffend"
"System","4","Nicht zutreffend"
"csrss.exe","616","Nicht zutreffend"
"svchost.exe","1128","RpcEptMapper,RpcSs"
`,
    programs: {
      0: { process: 'System Idle Process', services: [] },
      4: { process: 'System', services: [] },
      616: { process: 'csrss.exe', services: [] },
      1128: { process: 'svchost.exe', services: ['RpcEptMapper', 'RpcSs'] },
    },
    none: 'INFORMATION: Es werden keine Aufgaben mit den angegebenen Kriterien ausgeführt.\n',
  },
  Portuguese: {
    text: `"System Idle Process","0","N/D"
"tailscale-ipn.exe","9880","N/D"
"Operação.exe","9881","N/D"
`,
    programs: {
      0: { process: 'System Idle Process', services: [] },
      9880: { process: 'tailscale-ipn.exe', services: [] },
      9881: { process: 'Opera????o.exe', services: [] },
    },
    none: 'INFORMAÇÕES: nenhuma tarefa em execução correspondente aos critérios especificados.\n',
  },
  Japanese: {
    text: `"System Idle Process","0","N/A"
"System","4","N/A"
"lsass.exe","892","KeyIso,SamSs"
`,
    programs: {
      0: { process: 'System Idle Process', services: [] },
      4: { process: 'System', services: [] },
      892: { process: 'lsass.exe', services: ['KeyIso', 'SamSs'] },
    },
    none: '情報: 指定された条件に一致するタスクは実行されていません。\n',
  },
} as const;

/** The same without `/SVC`, which Wine does not know: the columns are name, id, session, its number and memory. */
export const tasklistWithoutServices = `"System","4","Services","0","144 K"
"svchost.exe","1128","Services","0","11,984 K"
`;

/** `netsh int ipv4 show dynamicport tcp`. */
export const dynamicPorts = {
  English: `
Protocol tcp Dynamic Port Range
---------------------------------
Start Port      : 49152
Number of Ports : 16384

`,
  German: `
Protokoll tcp Dynamischer Portbereich
---------------------------------
Startport      : 49152
Anzahl von Ports : 16384

`,
  Japanese: `
プロトコル tcp 動的ポート範囲
---------------------------------
開始ポート          : 49152
ポート数            : 16384

`,
} as const;

/** `sc query`, shortened, and the state in it. */
export const serviceStates = {
  English: {
    text: `
SERVICE_NAME: W3SVC
        TYPE               : 20  WIN32_SHARE_PROCESS
        STATE              : 1  STOPPED
        WIN32_EXIT_CODE    : 1077  (0x435)
        WAIT_HINT          : 0x0
`,
    state: 'Stopped',
  },
  Portuguese: {
    text: `
NOME_DO_SERVIÇO: RabbitMQ
        TIPO               : 10  WIN32_OWN_PROCESS
        ESTADO             : 4  RUNNING
                                (STOPPABLE, NOT_PAUSABLE, ACCEPTS_SHUTDOWN)
`,
    state: 'Running',
  },
  French: {
    text: `
SERVICE_NAME: OutSystems Scheduler Service
        TYPE               : 10  WIN32_OWN_PROCESS
        ÉTAT               : 2  START_PENDING
                                (NOT_STOPPABLE, NOT_PAUSABLE, IGNORES_SHUTDOWN)
`,
    state: 'Start Pending',
  },
} as const;

/** `whoami /GROUPS /FO CSV /NH`, shortened, and whether its integrity level is an administrator's. */
export const whoamiTables = {
  English: {
    text: `"Everyone","Well-known group","S-1-1-0","Mandatory group, Enabled by default, Enabled group"
"Mandatory Label\\System Mandatory Level","Label","S-1-16-16384",""
`,
    isElevated: true,
  },
  German: {
    text: `"VORDEFINIERT\\Administratoren","Alias","S-1-5-32-544","Verbindliche Gruppe, Standardmäßig aktiviert, Aktivierte Gruppe"
"Verbindliche Beschriftung\\Hohe Verbindlichkeitsstufe","Bezeichnung","S-1-16-12288",""
`,
    isElevated: true,
  },
  Portuguese: {
    text: `"Todos","Grupo bastante conhecido","S-1-1-0","Grupo obrigatório, Ativado por padrão, Grupo ativado"
"BUILTIN\\Administradores","Alias","S-1-5-32-544","Grupo usado apenas para negar"
"Rótulo Obrigatório\\Nível Obrigatório Médio","Rótulo","S-1-16-8192",""
`,
    isElevated: false,
  },
  Japanese: {
    text: `"Everyone","よく知られたグループ","S-1-1-0","固定グループ, 既定で有効, 有効なグループ"
"BUILTIN\\Administrators","エイリアス","S-1-5-32-544","拒否のみに使用するグループ"
"Mandatory Label\\Medium Mandatory Level","ラベル","S-1-16-8192",""
`,
    isElevated: false,
  },
} as const;

/** What Wine's `netstat` prints: no owners, and no listeners. */
export const netstatWithoutListeners =
  '\nActive Connections\n\n  Proto  Local Address          Foreign Address        State\n';

/**
 * `reg query` on Windows: the shape that Microsoft documents for the command. Key names, value names and types are the
 * same in every language; the name of a default value is not.
 */
export const internetSettings = (lines: readonly string[]): string =>
  [
    '',
    'HKEY_CURRENT_USER\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings',
    ...lines.map((line) => `    ${line}`),
    '',
    'HKEY_CURRENT_USER\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\Connections',
    '',
  ].join('\r\n');

/** The reservations that Windows makes itself, one of IIS, and one of a program that listens on its own address. */
export const urlReservations = [
  '',
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\HTTP\\Parameters\\UrlAclInfo',
  '    http://*:5357/    REG_BINARY    0100',
  '    http://+:80/Temporary_Listen_Addresses/    REG_BINARY    0100',
  '    https://+:443/sra_{BA195980-CD49-458b-9E23-C84EE0ADCD75}/    REG_BINARY    0100',
  '    http://localhost/reports/    REG_BINARY    0100',
  '    http://[::1]:12000/    REG_BINARY    0100',
  '',
].join('\r\n');
