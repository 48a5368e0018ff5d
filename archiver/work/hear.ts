import { isUuid } from '@careconnect/domain/ids.ts';
import { CannotHandle, type Handler, type Message } from '@careconnect/platform/messaging/message-bus.ts';
import type { Told } from '@careconnect/schema/messages.ts';
import type { Pool } from 'pg';
import { enter, type Work } from './work.ts';

/** Notes what there is to do. Once that is durable the message is done: a backup takes longer than a broker waits. */
export const hearing =
  (pool: Pool, noted: () => void): Handler =>
  async (message) => {
    const work = workIn(message);
    if (!work) return;
    await enter(pool, work);
    noted();
  };

const workIn = ({ id, type, data }: Message): Work | null => {
  switch (type) {
    case 'BackupStarted': {
      const { backupId } = (data as Told<'BackupStarted'>)?.event ?? {};
      if (!isUuid(backupId)) throw new CannotHandle('this BackupStarted is not what the relay tells');
      return { workId: backupId, kind: 'backup' };
    }
    // By now the keys are destroyed, whichever of them it tells of.
    case 'PatientErased':
    case 'EmailForgotten':
      return { workId: id, kind: 'vault' };
    default:
      return null;
  }
};
