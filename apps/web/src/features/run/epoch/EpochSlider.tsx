'use client';

import { ActionIcon } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { formatCount } from '../../../format/format-values.ts';
import { t } from '../../../messages/index.ts';
import classes from './epoch.module.css';
import { countMissingEpochs } from './epoch-choice.ts';
import { type SelectedEpoch, useSelectedEpoch } from './SelectedEpoch.tsx';

const ICON_PX = 14;

/**
 * EpochSlider chooses the epoch that every picture shows. Arrow keys, Home and End move it, space plays and pauses.
 * `label` says what it moves.
 */
export function EpochSlider({ label }: { label: string }): ReactNode {
  const selected = useSelectedEpoch();
  const { epochs, epoch, select } = selected;
  if (epoch === null) return null;
  const last = epochs.length - 1;
  return (
    <div className={classes.slider}>
      <div className={classes.control}>
        <PlayButton selected={selected} />
        <input
          type="range"
          className={classes.range}
          min={0}
          max={last}
          step={1}
          value={epochs.indexOf(epoch)}
          disabled={last === 0}
          aria-label={label}
          aria-valuetext={t('epoch.value', { epoch: formatCount(epoch) })}
          onChange={({ currentTarget: { valueAsNumber: index } }) => select(choiceAt(epochs, index))}
          onKeyDown={(event) => togglePlayOnSpace(event, selected)}
        />
        <output className={classes.epoch}>{t('epoch.value', { epoch: formatCount(epoch) })}</output>
      </div>
      <Missing epochs={epochs} />
    </div>
  );
}

/** The end of the slider is "the newest", whichever that will be. */
function choiceAt(epochs: readonly number[], index: number): number | null {
  return index === epochs.length - 1 ? null : (epochs[index] ?? null);
}

function togglePlayOnSpace(event: KeyboardEvent, { playing, setPlaying }: SelectedEpoch): void {
  if (event.key !== ' ') return;
  event.preventDefault();
  setPlaying(!playing);
}

function PlayButton({ selected: { epochs, playing, setPlaying } }: { selected: SelectedEpoch }): ReactNode {
  const label = playing ? t('epoch.pause') : t('epoch.play');
  return (
    <ActionIcon
      variant="default"
      size="md"
      aria-label={label}
      title={label}
      disabled={epochs.length < 2}
      onClick={() => setPlaying(!playing)}
    >
      {playing ? <IconPlayerPauseFilled size={ICON_PX} /> : <IconPlayerPlayFilled size={ICON_PX} />}
    </ActionIcon>
  );
}

function Missing({ epochs }: { epochs: readonly number[] }): ReactNode {
  if (countMissingEpochs(epochs) === 0) return null;
  return (
    <span className={classes.missing}>
      {t('epoch.thinned', { kept: formatCount(epochs.length), total: formatCount(epochs.at(-1) ?? 0) })}
    </span>
  );
}
