'use client';

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { type EpochChoice, epochBeside, firstFrame, frameMs, shownEpoch } from './epoch-choice.ts';

/** SelectedEpoch is the epoch that every picture of the page shows, and how to choose another. */
export type SelectedEpoch = {
  /** Epochs that have pictures, ascending. */
  readonly epochs: readonly number[];
  /** The epoch shown; null while no epoch has pictures. */
  readonly epoch: number | null;
  /** Shows an epoch; null stays at the newest. Ends a film. */
  select(epoch: EpochChoice): void;
  readonly playing: boolean;
  setPlaying(playing: boolean): void;
};

const SelectedEpochContext = createContext<SelectedEpoch | null>(null);

/** SelectedEpochProvider shares one epoch among all pictures below it. */
export function SelectedEpochProvider({
  epochs,
  children,
}: {
  epochs: readonly number[];
  children: ReactNode;
}): ReactNode {
  const [choice, setChoice] = useState<EpochChoice>(null);
  const [playing, setPlaying] = useState(false);
  const epoch = shownEpoch(epochs, choice);
  usePlay({ epochs, epoch, playing, setChoice, setPlaying });

  const select = useCallback((chosen: EpochChoice) => {
    setPlaying(false);
    setChoice(chosen);
  }, []);
  const selected = useMemo<SelectedEpoch>(
    () => ({
      epochs,
      epoch,
      select,
      playing,
      setPlaying: (play) => {
        if (play) setChoice(firstFrame(epochs, epoch));
        setPlaying(play && epochs.length > 1);
      },
    }),
    [epochs, epoch, select, playing],
  );
  return <SelectedEpochContext value={selected}>{children}</SelectedEpochContext>;
}

/** useSelectedEpoch returns the epoch that the page shows. Throws outside a SelectedEpochProvider. */
export function useSelectedEpoch(): SelectedEpoch {
  const selected = useContext(SelectedEpochContext);
  if (!selected) throw new Error('useSelectedEpoch needs a SelectedEpochProvider above it.');
  return selected;
}

/** Shows one epoch after the other while a film plays, and stays at the newest when it has ended. */
function usePlay(film: {
  epochs: readonly number[];
  epoch: number | null;
  playing: boolean;
  setChoice: (choice: EpochChoice) => void;
  setPlaying: (playing: boolean) => void;
}): void {
  const { epochs, epoch, playing, setChoice, setPlaying } = film;
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => {
      const next = epochBeside(epochs, epoch, 1);
      const atEnd = next === epochs.at(-1);
      setChoice(atEnd ? null : next);
      if (atEnd) setPlaying(false);
    }, frameMs(epochs.length));
    return () => clearTimeout(timer);
  }, [epochs, epoch, playing, setChoice, setPlaying]);
}
