'use client';

import { type MouseEvent, memo, type ReactNode, useId } from 'react';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { type ColorScheme, classColor } from './class-colors.ts';
import classes from './class-legend.module.css';
import shared from './latent.module.css';
import { type HiddenClasses, isolateClass, type LatentClass, toggleClass } from './prepare-classes.ts';

/** ClassLegendProps are the classes, which of them are hidden, and who is told. */
export type ClassLegendProps = {
  readonly shown: readonly LatentClass[];
  readonly hidden: HiddenClasses;
  readonly scheme: ColorScheme;
  onHide(hidden: HiddenClasses): void;
  /** The class that is pointed at, or null. */
  onHighlight(label: number | null): void;
};

/** ClassLegend names the classes and chooses which are shown. */
export const ClassLegend = memo(function ClassLegend(props: ClassLegendProps): ReactNode {
  const { shown, onHide, onHighlight } = props;
  const titleId = useId();
  return (
    <section className={classes.legend} aria-labelledby={titleId}>
      <div className={classes.legendHead}>
        <h4 id={titleId}>{t('latent.classes')}</h4>
        <button type="button" onClick={() => onHide(new Set())}>
          {t('latent.classes.all')}
        </button>
        <button type="button" onClick={() => onHide(new Set(shown.map(({ label }) => label)))}>
          {t('latent.classes.none')}
        </button>
      </div>
      <ul onPointerLeave={() => onHighlight(null)}>
        {shown.map((one) => (
          <LegendRow key={one.label} one={one} {...props} />
        ))}
      </ul>
      <p className={classes.legendHelp}>{t('latent.classes.help')}</p>
    </section>
  );
});

function LegendRow({
  one,
  shown,
  hidden,
  scheme,
  onHide,
  onHighlight,
}: ClassLegendProps & { one: LatentClass }): ReactNode {
  const { label, name, count } = one;
  const off = hidden.has(label);
  const isolate = () =>
    onHide(
      isolateClass(
        hidden,
        label,
        shown.map((other) => other.label),
      ),
    );
  const onClick = (event: MouseEvent) => (event.altKey ? isolate() : onHide(toggleClass(hidden, label)));
  const highlight = () => onHighlight(off ? null : label);
  return (
    <li
      data-off={off || undefined}
      onPointerEnter={highlight}
      onFocus={highlight}
      onBlur={() => onHighlight(null)}
    >
      <button
        type="button"
        className={classes.legendToggle}
        aria-pressed={!off}
        onClick={onClick}
        onDoubleClick={isolate}
      >
        <span
          className={shared.dot}
          data-off={off || undefined}
          style={off ? undefined : { background: classColor(label, scheme) }}
        />
        <span className={classes.legendName}>{name}</span>
        <span className={classes.legendCount}>{formatCount(count)}</span>
      </button>
      <button
        type="button"
        className={classes.legendOnly}
        aria-label={t('latent.classes.only.label', { name })}
        onClick={isolate}
      >
        {t('latent.classes.only')}
      </button>
    </li>
  );
}
