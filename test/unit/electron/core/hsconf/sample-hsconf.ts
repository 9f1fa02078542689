/** Texts that must never come out of a configuration again: all made up. */
export const secrets = [
  'Fake-Admin-Pass-1!',
  'fake_runtime_pass_2',
  'fake-log-pass-3',
  'fake-session-pass-4',
  'fake-rabbit-pass-5',
  'fake-platform-admin-6',
  'FAKEOSADMIN',
  'FAKEOSRUNTIME',
  'FAKEOSLOG',
  'FAKEOSSTATE',
  'fakerabbituser',
  'Encrypt=Fake;Password=fake-in-settings-7',
  'fake-in-comment-8',
  'fake-in-attribute-9',
  'fakecatalog10',
] as const;

/** A configuration as the Configuration Tool writes it for SQL Server, with keys that are wanted and keys that are not. */
export const sqlServerHsconf = `<?xml version="1.0" encoding="utf-8"?>
<EnvironmentConfiguration>
  <!-- fake-in-comment-8 -->
  <PlatformDatabaseConfiguration ProviderKey="SqlServer" Note="fake-in-attribute-9">
    <AdminUser encrypted="false">FAKEOSADMIN</AdminUser>
    <AdminPassword encrypted="false">Fake-Admin-Pass-1!</AdminPassword>
    <RuntimeUser encrypted="false">FAKEOSRUNTIME</RuntimeUser>
    <RuntimePassword encrypted="true">fake_runtime_pass_2</RuntimePassword>
    <RuntimeAdvancedSettings encrypted="false">Encrypt=Fake;Password=fake-in-settings-7</RuntimeAdvancedSettings>
    <UsedAuthenticationMode encrypted="false">Database Authentication</UsedAuthenticationMode>
    <Server encrypted="false">DB01.example.local\\PROD,14330</Server>
    <Catalog encrypted="false">fakecatalog10</Catalog>
  </PlatformDatabaseConfiguration>
  <LoggingDatabaseConfiguration ProviderKey="SqlServer">
    <AdminUser encrypted="false">FAKEOSLOG</AdminUser>
    <AdminPassword encrypted="false"><![CDATA[fake-log-pass-3]]></AdminPassword>
    <Server encrypted="false">tcp:10.20.0.12</Server>
  </LoggingDatabaseConfiguration>
  <SessionDatabaseConfiguration ProviderKey="SqlServer">
    <SessionUser encrypted="false">FAKEOSSTATE</SessionUser>
    <SessionPassword encrypted="false">fake-session-pass-4</SessionPassword>
    <Server encrypted="true">fake-session-pass-4</Server>
  </SessionDatabaseConfiguration>
  <ServiceConfiguration>
    <CompilerServerHostname>CTRL-01.example.local</CompilerServerHostname>
    <CompilerServiceRESTPort>12100</CompilerServiceRESTPort>
    <CompilerServerPort>13000</CompilerServerPort>
    <DeploymentServerPort>13001</DeploymentServerPort>
    <SchedulerServerPort>13002</SchedulerServerPort>
  </ServiceConfiguration>
  <ServerConfiguration>
    <ApplicationServerPort>80</ApplicationServerPort>
    <ApplicationServerSecurePort>443</ApplicationServerSecurePort>
    <PlatformServerAdminPassword>fake-platform-admin-6</PlatformServerAdminPassword>
  </ServerConfiguration>
  <CacheInvalidationConfiguration>
    <ServiceHost encrypted="false">cache &amp;#45;</ServiceHost>
    <ServicePort encrypted="false">5671</ServicePort>
    <ServiceUsername encrypted="false">fakerabbituser</ServiceUsername>
    <ServicePassword encrypted="false">fake-rabbit-pass-5</ServicePassword>
    <VirtualHost encrypted="false">/outsystems</VirtualHost>
    <TlsEnabled encrypted="false">True</TlsEnabled>
  </CacheInvalidationConfiguration>
</EnvironmentConfiguration>
`;
