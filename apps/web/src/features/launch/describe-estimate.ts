import { type EstimatedConfig, estimateTraining, type RecentThroughput } from '@laten/shared';
import { formatCount } from '../../format/format-values.ts';
import { roughDuration } from '../../format/rough-duration.ts';
import { t } from '../../messages/index.ts';

/** describeEstimate says about how long a training takes and what that rests on. Says so when there is nothing. */
export function describeEstimate(config: EstimatedConfig, recent: readonly RecentThroughput[]): string {
  const estimate = estimateTraining(config, recent);
  if ('unknown' in estimate) {
    return estimate.unknown === 'images'
      ? t('launch.estimate.unknownImages')
      : t('launch.estimate.noRuns', { preset: config.preset });
  }
  const { durationMs, images, imagesPerSecond, runs } = estimate;
  return t(runs === 1 ? 'launch.estimate.one' : 'launch.estimate.other', {
    duration: roughDuration(durationMs),
    images: formatCount(images),
    epochs: formatCount(config.epochs),
    speed: formatCount(imagesPerSecond),
    count: runs,
  });
}
