/** The step that asks for the phase and what is in scope. */
export const scopeText = {
  heading: 'Phase and scope',
  intro: 'The same observation means different things before and after the installation.',
  phase: 'When is this check made?',
  beforeDetail:
    'The platform is not installed yet. Ports of its services have to be free, and a closed port of another server may only mean that nothing listens there yet.',
  afterDetail:
    'The platform is installed and its services should run. A closed port means that something is stopped or blocked.',
  features: 'What will be used',
  mobileApps: 'Mobile apps are generated',
  mobileAppsHint: 'Adds the way to the mobile app builder, nativebuilder.api.outsystems.com.',
  architectureDashboard: 'Architecture Dashboard is used',
  architectureDashboardHint: 'Adds the way to architecture.outsystems.com.',
  statements: 'What only you can know',
  statementsHint: 'No connection shows these. They go into the report as your statements.',
  oneProvider: 'Do all servers of the environment, the database server too, run under one provider?',
  vpn: 'Does a VPN join the part in the OutSystems Cloud with yours?',
  sslOffloading: 'Does TLS end at a reverse proxy in front of the containers?',
  parameterRecordAdded: 'Did somebody add the record for HTTPS to OSSYS_PARAMETER by hand?',
  parameterHint: 'The platform adds it when it deploys to containers, so nobody should.',
  limits: 'Limits',
  connectHint:
    'A connection that has not been made by then counts as blocked. 5000 unless you say otherwise.',
  latencyHint: 'No figure is published. Without one, latency is measured and not judged.',
  overlays: 'Requirements of later platform versions',
} as const;
