import { addressesIn } from './scan-text.ts';

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * Words that are published: of systems, of servers, of their parts, of OutSystems. A text that consists of nothing else
 * and of short numbers tells what somebody uses and not who that is. In lower case, without numbers behind them.
 */
const published: ReadonlySet<string> = new Set([
  ...words('windows server standard datacenter essentials enterprise pro education workstations evaluation'),
  ...words('edition core nt azure version release build r sp lts the profile'),
  ...words('linux gnu ubuntu debian red hat rhel centos stream rocky alma almalinux fedora oracle suse sles'),
  ...words(
    'opensuse leap amazon alpine arch macos darwin wsl microsoft generic amd x i aarch arm cloud aws gcp',
  ),
  ...words('lowlatency el fc amzn al uek deb trixie bookworm bullseye buster noble jammy focal bionic'),
  ...words('plow ootpa maipo smp'),
  ...words(
    'iis httpapi apache httpd nginx openssl php tomcat coyote jetty kestrel unix win mod ssl perl python',
  ),
  ...words('haproxy envoy traefik caddy lighttpd varnish squid tinyproxy privoxy bigip big ip akamaighost'),
  ...words(
    'cloudflare cloudfront awselb gunicorn jboss wildfly undertow glassfish node nodejs express jk wsgi',
  ),
  ...words('fips netready tlsv sslv'),
  ...words(
    'rabbitmq activemq artemis qpid erlang otp amqp plain amqplain external anonymous scram sha cr demo',
  ),
  ...words('alpha beta rc'),
  ...words(
    'system exe w wp svchost sqlservr sqlbrowser inetinfo java docker dockerd dockerproxy dotnet iisexpress',
  ),
  ...words('erl beam compilerservice deployservice scheduler sandboxmanager outsystems tnslsnr sshd systemd'),
  ...words('w svc was mssqlserver deployment controller service services cache invalidation'),
  ...words('running stopped paused start stop pending continue auto manual disabled boot unknown'),
  ...words(
    'files dns mdns minimal myhostname mymachines resolve nis nisplus ldap sss wins winbind db compat',
  ),
  ...words('hesiod notfound return success unavail tryagain merge bcast hosts netbt'),
  ...words(
    'http https proxy all no machine config winhttp internet options script environment automatic detection of the machine localsystem localservice networkservice',
  ),
  ...words(
    'hit miss none tcp udp mem refresh unmodified modified expired client denied closed close keep alive',
  ),
  ...words('err access dns fail connect url invalid req resp size too big zero object cannot forward'),
  ...words('servicecenter lifetime v gethealth broker api architecturedashboard asmx rest probe'),
  ...words('synchronization health identity'),
]);

/** Longer numbers are of telephones and customers more often than of versions. */
const maxDigits = 6;

/** One part of a word, with the digits behind it left aside: `x86`, `el9`, `W3SVC` are a word each. */
function isPublished(part: string): boolean {
  const digits = part.replaceAll(/\D/g, '').length;
  const letters = part.replaceAll(/\d/g, '');
  return digits <= maxDigits && (letters.length < 2 || published.has(letters));
}

/**
 * Whether a text says nothing but published words and short numbers, such as `Microsoft-IIS/10.0` or
 * `Ubuntu 24.04 LTS (Linux 6.8.0-45-generic)`. One with an address in it does not.
 */
export function isKnownText(text: string): boolean {
  const parts = text.toLowerCase().split(/[\s/\\_.,:;=()[\]"+*~-]+/);
  return parts.every(isPublished) && addressesIn(text).length === 0;
}
