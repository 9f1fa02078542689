import { type Reply, toFailure } from '../../shared/contract/reply.ts';
import { AppError } from '../../shared/errors/app-error.ts';

/** The reply of a call that the page itself refuses or gives up. */
export const failed = (error: AppError): Reply<never> => ({ ok: false, error: toFailure(error) });

/** The reply of a call whose host does not answer. */
export const lost = (): Reply<never> =>
  failed(new AppError('host-lost', 'The page lost its connection to Netready, or Netready has ended.'));
