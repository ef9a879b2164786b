import { isRunEnded } from '@laten/shared';
import type { ReactNode } from 'react';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { artifactAddress, choosePictures, type RunArtifact, type RunDetail } from './prepare-run.ts';
import classes from './run.module.css';
import { Section } from './Section.tsx';

/** RunPictures shows the fixed evaluation images beside their newest reconstructions, samples, and the latent plane. */
export function RunPictures({ run }: { run: RunDetail }): ReactNode {
  const { epoch, evaluation, reconstructions, samples, grid } = choosePictures(run.artifacts);
  const title =
    epoch === null
      ? t('run.section.pictures.none')
      : t('run.section.pictures', { epoch: formatCount(epoch) });
  return (
    <Section title={title}>
      {reconstructions === null ? <NoEpochYet ended={isRunEnded(run.status)} /> : null}
      <div className={classes.pictures}>
        <Picture
          artifact={evaluation}
          title={t('pictures.evaluation')}
          help={t('pictures.evaluation.help')}
        />
        <Picture
          artifact={reconstructions}
          title={t('pictures.reconstructions')}
          help={t('pictures.reconstructions.help')}
        />
        <Picture artifact={samples} title={t('pictures.samples')} help={t('pictures.samples.help')} />
        <Picture artifact={grid} title={t('pictures.grid')} help={t('pictures.grid.help')} />
      </div>
    </Section>
  );
}

function NoEpochYet({ ended }: { ended: boolean }): ReactNode {
  return <p className={classes.nothing}>{ended ? t('run.noEpoch.ended') : t('run.noEpoch.running')}</p>;
}

function Picture({
  artifact,
  title,
  help,
}: {
  artifact: RunArtifact | null;
  title: string;
  help: string;
}): ReactNode {
  if (!artifact) return null;
  return (
    <figure className={classes.picture} data-kind={artifact.kind}>
      {/* biome-ignore lint/performance/noImgElement: a sprite sheet is shown as it is stored, pixel for pixel */}
      <img
        src={artifactAddress(artifact)}
        alt={`${title}. ${help}`}
        className={classes.sheet}
        decoding="async"
      />
      <figcaption>
        <strong>{title}</strong>
        <span>{help}</span>
      </figcaption>
    </figure>
  );
}
