'use client';

import { ActionIcon, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconFileTypeCsv, IconFocusCentered, IconMinus, IconPlus, IconTag } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '../../messages/index.ts';
import classes from './latent.module.css';
import { MOST_COMPONENTS, type PlaneChoice } from './plane.ts';

const ICON_PX = 16;

/** PlaneButtons are the plot's own buttons. */
export function PlaneButtons(props: {
  readonly names: boolean;
  readonly fitted: boolean;
  onZoom(direction: 1 | -1): void;
  onFit(): void;
  onNames(names: boolean): void;
  onCsv(): void;
}): ReactNode {
  return (
    <>
      <Button label={t('latent.zoomIn')} onClick={() => props.onZoom(1)}>
        <IconPlus size={ICON_PX} />
      </Button>
      <Button label={t('latent.zoomOut')} onClick={() => props.onZoom(-1)}>
        <IconMinus size={ICON_PX} />
      </Button>
      <Button label={t('latent.fit')} disabled={props.fitted} onClick={props.onFit}>
        <IconFocusCentered size={ICON_PX} />
      </Button>
      <Button label={t('latent.names')} pressed={props.names} onClick={() => props.onNames(!props.names)}>
        <IconTag size={ICON_PX} />
      </Button>
      <Button label={t('latent.csv')} onClick={props.onCsv}>
        <IconFileTypeCsv size={ICON_PX} />
      </Button>
    </>
  );
}

function Button(props: {
  label: string;
  pressed?: boolean;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}): ReactNode {
  return (
    <ActionIcon
      variant={props.pressed ? 'light' : 'subtle'}
      color="gray"
      size="md"
      aria-label={props.label}
      title={props.label}
      aria-pressed={props.pressed}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      {props.children}
    </ActionIcon>
  );
}

/** PlanePicker chooses which two of many dimensions, or of the principal components, are the plane. */
export function PlanePicker({
  choice,
  latentDim,
  onChoose,
}: {
  choice: PlaneChoice;
  latentDim: number;
  onChoose: (choice: PlaneChoice) => void;
}): ReactNode {
  const pca = choice.kind === 'pca';
  const count = pca ? Math.min(latentDim, MOST_COMPONENTS) : latentDim;
  const options = Array.from({ length: count }, (_, i) => ({
    value: String(i),
    label: pca ? `PC${i + 1}` : `z${i}`,
  }));
  return (
    <div className={classes.picker}>
      <SegmentedControl
        size="xs"
        aria-label={t('latent.plane')}
        value={choice.kind}
        onChange={(kind) => onChoose({ kind: kind === 'pca' ? 'pca' : 'axes', x: 0, y: 1 })}
        data={[
          { value: 'pca', label: t('latent.plane.pca') },
          { value: 'axes', label: t('latent.plane.axes') },
        ]}
      />
      {(['x', 'y'] as const).map((axis) => (
        <NativeSelect
          key={axis}
          size="xs"
          aria-label={t(`latent.plane.${axis}`)}
          leftSection={<span className={classes.axisArrow}>{axis === 'x' ? '→' : '↑'}</span>}
          data={options}
          value={String(choice[axis])}
          onChange={({ currentTarget }) => onChoose(moveAxis(choice, axis, Number(currentTarget.value)))}
        />
      ))}
    </div>
  );
}

/** Choosing what the other axis shows swaps them: a plane of one direction is a line. */
function moveAxis(choice: PlaneChoice, axis: 'x' | 'y', to: number): PlaneChoice {
  const other = axis === 'x' ? 'y' : 'x';
  const moved = { ...choice, [axis]: to };
  return moved.x === moved.y ? { ...moved, [other]: choice[axis] } : moved;
}
