import { t } from '../../../messages/index.ts';
import { showToast } from '../../../ui/toast-store.ts';
import { downloadBlob, safeFileName } from './download.ts';

/** savePng hands a picture to the browser as a file named by words, or says why that did not work. */
export function savePng(toPng: () => Promise<Blob>, fileName: string): Promise<void> {
  return toPng().then(
    (png) => downloadBlob(png, `${safeFileName(fileName)}.png`),
    (error: Error) =>
      showToast({ message: t('frame.png.failed', { message: error.message }), tone: 'error' }),
  );
}
