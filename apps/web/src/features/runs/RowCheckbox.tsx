import type { ChangeEvent, ReactNode } from 'react';
import classes from './runs-table.module.css';

/** RowCheckbox is the browser's own: hundreds of rows have one. */
export function RowCheckbox({
  label,
  checked,
  isPartly = false,
  tabIndex,
  onChange,
}: {
  label: string;
  checked: boolean;
  /** Some of what it stands for is checked. */
  isPartly?: boolean;
  tabIndex?: number;
  onChange: (event: ChangeEvent<HTMLInputElement>) => void;
}): ReactNode {
  return (
    <input
      type="checkbox"
      className={classes.checkbox}
      aria-label={label}
      checked={checked}
      ref={(input) => {
        if (input) input.indeterminate = isPartly;
      }}
      tabIndex={tabIndex}
      onChange={onChange}
    />
  );
}
