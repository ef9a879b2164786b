import type { ReactNode } from 'react';

/** Mark is the sign of Laten: the contours of two Gaussians, seen from above. */
export function Mark(): ReactNode {
  return (
    <svg width="24" height="24" viewBox="0 0 24 24" fill="none" strokeWidth="1.6" aria-hidden="true">
      <g stroke="var(--chart-indigo)">
        <ellipse cx="8.5" cy="15" rx="7" ry="5" transform="rotate(-35 8.5 15)" opacity="0.5" />
        <ellipse cx="8.5" cy="15" rx="3" ry="2" transform="rotate(-35 8.5 15)" />
      </g>
      <g stroke="var(--chart-teal)">
        <ellipse cx="17" cy="7.5" rx="5.6" ry="4.4" transform="rotate(30 17 7.5)" opacity="0.55" />
        <ellipse cx="17" cy="7.5" rx="2.2" ry="1.6" transform="rotate(30 17 7.5)" />
      </g>
    </svg>
  );
}
