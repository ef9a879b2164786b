'use client';

import { IconArrowsMaximize, IconArrowsMinimize, IconDownload } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { type FullScreen, useFullScreen } from '../../../charts/use-full-screen.ts';
import { t } from '../../../messages/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import classes from './picture-frame.module.css';
import { savePng } from './save-png.ts';

const ICON_PX = 16;

/** PictureFrameProps are what stands around a picture. */
export type PictureFrameProps = {
  readonly title: string;
  /** A sentence on what is seen. */
  readonly help?: string;
  /** Controls of the picture's own, before the two that every picture has. */
  readonly actions?: ReactNode;
  /** Name of the downloaded PNG, in words. (Default: the title.) */
  readonly fileName?: string;
  /** Encodes the picture as it is now. */
  readonly toPng: () => Promise<Blob>;
  /** Full screen, where the picture itself must know of it. (Default: the frame's own.) */
  readonly screen?: FullScreen<HTMLElement>;
  readonly children: ReactNode;
};

/** PictureFrame is a figure with its title, full screen and a PNG to keep. */
export function PictureFrame(props: PictureFrameProps): ReactNode {
  const { title, help, actions, fileName = title, toPng, screen, children } = props;
  const ownScreen = useFullScreen<HTMLElement>();
  const { ref, active, toggle } = screen ?? ownScreen;
  const titleId = useId();
  return (
    <figure
      ref={ref}
      className={classes.frame}
      data-full-screen={active || undefined}
      aria-labelledby={titleId}
    >
      <figcaption className={classes.caption}>
        <div className={classes.words}>
          <h3 id={titleId} className={classes.title}>
            {title}
          </h3>
          {help ? <p className={classes.help}>{help}</p> : null}
        </div>
        <div className={classes.actions}>
          {actions}
          <IconButton label={t('frame.png', { title })} onClick={() => void savePng(toPng, fileName)}>
            <IconDownload size={ICON_PX} />
          </IconButton>
          <IconButton
            label={active ? t('frame.fullScreen.leave') : t('frame.fullScreen', { title })}
            onClick={toggle}
          >
            {active ? <IconArrowsMinimize size={ICON_PX} /> : <IconArrowsMaximize size={ICON_PX} />}
          </IconButton>
        </div>
      </figcaption>
      <div className={classes.content}>{children}</div>
    </figure>
  );
}
