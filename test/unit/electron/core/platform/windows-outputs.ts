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
 * - tasklist: Japanese: a public collection of notes on commands of Windows (search words "イメージ名","セッション名"), its
 *   rows shortened to the columns that are there without `/v`. English, German and Portuguese: the recorded rows in the
 *   tests of public tools (search words "tasklist", "Speichernutzung", "INFORMAÇÕES: nenhuma tarefa"), which differ in the
 *   sign for thousands; the sentences for no process are recorded there too.
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
      { from: 80, to: 80 },
      { from: 5986, to: 5986 },
      { from: 47001, to: 47001 },
      { from: 55679, to: 55679 },
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
      { from: 28380, to: 28380 },
      { from: 49708, to: 49807 },
      { from: 50000, to: 50000 },
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
      { from: 5357, to: 5357 },
      { from: 47277, to: 47376 },
      { from: 50000, to: 50059 },
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
      { from: 5357, to: 5357 },
      { from: 50000, to: 50059 },
      { from: 55676, to: 55775 },
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
      { from: 1025, to: 1124 },
      { from: 1125, to: 1224 },
      { from: 50000, to: 50059 },
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
      { from: 1607, to: 1706 },
      { from: 5985, to: 5985 },
      { from: 50000, to: 50059 },
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

/** `tasklist /FO CSV /NH`, and the programs in it; then what it says where no process is the one that was asked for. */
export const tasklistTables = {
  English: {
    text: `"System Idle Process","0","Services","0","8 K"
"System","4","Services","0","144 K"
"svchost.exe","1128","Services","0","11,984 K"
`,
    programs: { 0: 'System Idle Process', 4: 'System', 1128: 'svchost.exe' },
    none: 'INFO: No tasks are running which match the specified criteria.\n',
  },
  German: {
    text: `"System","4","Services","0","9.000 K"
"csrss.exe","616","Services","0","4.640 K"
"svchost.exe","1128","Services","0","9.876 K"
`,
    programs: { 4: 'System', 616: 'csrss.exe', 1128: 'svchost.exe' },
    none: 'INFORMATION: Es werden keine Aufgaben mit den angegebenen Kriterien ausgeführt.\n',
  },
  Portuguese: {
    text: `"System Idle Process","0","Services","0","8 K"
"tailscale-ipn.exe","9880","Console","1","32.392 K"
`,
    programs: { 0: 'System Idle Process', 9880: 'tailscale-ipn.exe' },
    none: 'INFORMAÇÕES: nenhuma tarefa em execução correspondente aos critérios especificados.\n',
  },
  Japanese: {
    text: `"System Idle Process","0","Services","0","24 K"
"System","4","Services","0","10,928 K"
`,
    programs: { 0: 'System Idle Process', 4: 'System' },
    none: '情報: 指定された条件に一致するタスクは実行されていません。\n',
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
