import type { CheckDefinition } from '../check.ts';
import { adOut } from './ad-out.ts';
import { ctCache } from './ct-cache.ts';
import { ctCtrl } from './ct-ctrl.ts';
import { ctDbLogging } from './ct-db-logging.ts';
import { ctDbPlatform } from './ct-db-platform.ts';
import { ctIn80 } from './ct-in-80.ts';
import { ctNoParam } from './ct-no-param.ts';
import { ctOut80 } from './ct-out-80.ts';
import { ctSslOffload } from './ct-ssl-offload.ts';
import { devFe80 } from './dev-fe-80.ts';
import { devFe443 } from './dev-fe-443.ts';
import { envInLt80 } from './env-in-lt-80.ts';
import { envInLt443 } from './env-in-lt-443.ts';
import { envOutLt80 } from './env-out-lt-80.ts';
import { envOutLt443 } from './env-out-lt-443.ts';
import { hybVpn } from './hyb-vpn.ts';
import { inCache } from './in-cache.ts';
import { inCtrl } from './in-ctrl.ts';
import { inDeploy } from './in-deploy.ts';
import { inDev80 } from './in-dev-80.ts';
import { inDev443 } from './in-dev-443.ts';
import { inIis } from './in-iis.ts';
import { inRdp } from './in-rdp.ts';
import { inSched } from './in-sched.ts';
import { inSsh } from './in-ssh.ts';
import { inUser80 } from './in-user-80.ts';
import { inUser443 } from './in-user-443.ts';
import { latDb } from './lat-db.ts';
import { latNames } from './lat-names.ts';
import { latProvider } from './lat-provider.ts';
import { latPsFe } from './lat-ps-fe.ts';
import { locCacheHost } from './loc-cache-host.ts';
import { locConfig } from './loc-config.ts';
import { locHttp } from './loc-http.ts';
import { locHttpV6 } from './loc-http-v6.ts';
import { locPort80 } from './loc-port-80.ts';
import { locPort443 } from './loc-port-443.ts';
import { locPort5672 } from './loc-port-5672.ts';
import { locPort12000 } from './loc-port-12000.ts';
import { locPort12001 } from './loc-port-12001.ts';
import { locPort12002 } from './loc-port-12002.ts';
import { locResolve } from './loc-resolve.ts';
import { locRoles } from './loc-roles.ts';
import { ltBidir } from './lt-bidir.ts';
import { ltIn80 } from './lt-in-80.ts';
import { ltIn443 } from './lt-in-443.ts';
import { ltOutCtrl80 } from './lt-out-ctrl-80.ts';
import { ltOutCtrl443 } from './lt-out-ctrl-443.ts';
import { ltOutEnv80 } from './lt-out-env-80.ts';
import { ltOutEnv443 } from './lt-out-env-443.ts';
import { monCtrlDeploy } from './mon-ctrl-deploy.ts';
import { monCtrlIis } from './mon-ctrl-iis.ts';
import { monCtrlSched } from './mon-ctrl-sched.ts';
import { monFeCtrl } from './mon-fe-ctrl.ts';
import { monFeDeploy } from './mon-fe-deploy.ts';
import { monFeIis } from './mon-fe-iis.ts';
import { monFeSched } from './mon-fe-sched.ts';
import { opsRdp } from './ops-rdp.ts';
import { opsSsh } from './ops-ssh.ts';
import { outCache } from './out-cache.ts';
import { outCtrl } from './out-ctrl.ts';
import { outCtrlDbOra } from './out-ctrl-db-ora.ts';
import { outCtrlDbSql } from './out-ctrl-db-sql.ts';
import { outDeploy } from './out-deploy.ts';
import { outFeDbOra } from './out-fe-db-ora.ts';
import { outFeDbSql } from './out-fe-db-sql.ts';
import { outMabs } from './out-mabs.ts';
import { userFe80 } from './user-fe-80.ts';
import { userFe443 } from './user-fe-443.ts';

/**
 * The checks of the source document, in the order in which they are planned and shown: by group, within a group as
 * the document goes. A check that is not in this list does not exist.
 */
export const checks: readonly CheckDefinition[] = [
  locResolve,
  locHttp,
  locHttpV6,
  locPort12000,
  locPort12001,
  locPort12002,
  locPort5672,
  locPort80,
  locPort443,
  locConfig,
  locRoles,
  locCacheHost,
  inRdp,
  inSsh,
  opsRdp,
  opsSsh,
  inUser80,
  inUser443,
  userFe80,
  userFe443,
  inDev80,
  inDev443,
  devFe80,
  devFe443,
  outCache,
  inCache,
  outCtrl,
  inCtrl,
  outFeDbSql,
  outFeDbOra,
  outDeploy,
  inDeploy,
  outCtrlDbSql,
  outCtrlDbOra,
  monFeIis,
  monFeCtrl,
  monFeDeploy,
  monFeSched,
  monCtrlIis,
  monCtrlDeploy,
  monCtrlSched,
  inIis,
  inSched,
  ltOutEnv80,
  ltOutEnv443,
  ltOutCtrl80,
  ltOutCtrl443,
  envOutLt80,
  envOutLt443,
  ltIn80,
  ltIn443,
  envInLt80,
  envInLt443,
  ltBidir,
  outMabs,
  adOut,
  ctIn80,
  ctOut80,
  ctDbPlatform,
  ctDbLogging,
  ctCtrl,
  ctCache,
  ctSslOffload,
  ctNoParam,
  latNames,
  latDb,
  latPsFe,
  latProvider,
  hybVpn,
];
