'use client';

import type { ReactNode } from 'react';
import { formatCount } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import { EpochSlider } from '../epoch/EpochSlider.tsx';
import type { RunDetail } from '../prepare-run.ts';
import { Section } from '../Section.tsx';
import { NoPictures } from './NoPictures.tsx';
import classes from './pictures.module.css';
import type { EpochPictures } from './prepare-pictures.ts';
import { SheetPicture } from './SheetPicture.tsx';

/** Samples shows what the model draws by itself: fixed draws from the prior, and the latent plane decoded. */
export function Samples({ run, pictures }: { run: RunDetail; pictures: EpochPictures }): ReactNode {
  const { latentDim } = run.config;
  return (
    <Section id="samples" aside={<EpochSlider label={t('pictures.slider')} />}>
      {pictures.epochs.length === 0 ? (
        <NoPictures run={run} />
      ) : (
        <div className={classes.sheets}>
          <SheetPicture
            kind="samples"
            title={t('pictures.samples')}
            help={t('pictures.samples.help')}
            runName={run.name}
            pictures={pictures}
          />
          {latentDim === 2 ? (
            <SheetPicture
              kind="latent-grid"
              title={t('pictures.grid')}
              help={t('pictures.grid.help')}
              axes={t('pictures.grid.axes')}
              runName={run.name}
              pictures={pictures}
            />
          ) : (
            <p className={classes.nothing}>
              {t('pictures.grid.none', { latentDim: formatCount(latentDim) })}
            </p>
          )}
        </div>
      )}
    </Section>
  );
}
