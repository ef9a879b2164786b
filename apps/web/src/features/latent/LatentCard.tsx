'use client';

import { Button } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import type { DecoderSource } from '../../decoder/decoder-protocol.ts';
import { formatCount } from '../../format/format-values.ts';
import { t } from '../../messages/index.ts';
import { savePng } from '../run/pictures/save-png.ts';
import { cardToPng } from './card-to-png.ts';
import { formatZ } from './format-latent.ts';
import { DecodedPicture, SheetPicture } from './GreyPicture.tsx';
import shared from './latent.module.css';
import classes from './latent-card.module.css';
import type { DecodedState } from './use-decoded-image.ts';
import type { ValidationSheet } from './use-validation-sheet.ts';

/** CardSubject is what is under the pointer: an image's point, or a place between the points. */
export type CardSubject = {
  readonly image: { readonly index: number; readonly className: string; readonly color: string } | null;
  readonly z: Float32Array;
  readonly held: boolean;
};

/** LatentCardProps are the subject, and what there is to show of it. */
export type LatentCardProps = {
  readonly subject: CardSubject | null;
  readonly epoch: number;
  readonly decoder: DecoderSource | null;
  readonly decoded: DecodedState;
  /** `none` where the run has no picture of the validation images. */
  readonly sheet: ValidationSheet | 'none' | 'loading';
  /** What the plane says of the dimensions it leaves out, if any. */
  readonly others: string | null;
  /** Name of the downloaded PNG, in words, but for what is under the pointer. */
  readonly fileName: string;
};

/** LatentCard shows what is under the pointer: the image, what the decoder makes of its z, and its numbers. */
export function LatentCard(props: LatentCardProps): ReactNode {
  const { subject } = props;
  return (
    <section
      className={classes.card}
      aria-label={t('latent.card')}
      data-empty={subject === null || undefined}
    >
      {subject ? <Subject {...props} subject={subject} /> : <Hint {...props} />}
    </section>
  );
}

function Hint({ epoch, decoder }: LatentCardProps): ReactNode {
  return (
    <div className={classes.hint}>
      <strong>{t('latent.card.hint.title')}</strong>
      <p>
        {decoder ? t('latent.card.hint', { epoch: formatCount(epoch) }) : t('latent.card.hint.noDecoder')}
      </p>
    </div>
  );
}

function Subject({ subject, ...props }: LatentCardProps & { subject: CardSubject }): ReactNode {
  const { image, z, held } = subject;
  const pictures = useRef<HTMLDivElement>(null);
  return (
    <>
      <div ref={pictures} className={classes.pictures}>
        {image ? <Original image={image} sheet={props.sheet} /> : null}
        <Decoded subject={subject} {...props} />
      </div>
      <p className={classes.cardTitle}>
        {image ? <span className={shared.dot} style={{ background: image.color }} /> : null}
        <strong>{image ? image.className : t('latent.card.place')}</strong>
        {image ? <span>{t('latent.card.image', { index: formatCount(image.index) })}</span> : null}
      </p>
      <p className={classes.cardZ}>
        <span>{t('latent.card.z')}</span> {formatZ(z)}
      </p>
      <Notes {...props} subject={subject} />
      {held ? <Held subject={subject} pictures={pictures} fileName={props.fileName} /> : null}
    </>
  );
}

/** What is held stays while the pointer leaves the plane, so that it can be saved. */
function Held({
  subject: { image, z },
  pictures,
  fileName,
}: {
  subject: CardSubject;
  pictures: React.RefObject<HTMLDivElement | null>;
  fileName: string;
}): ReactNode {
  const name = image ? t('latent.card.image', { index: image.index }) : formatZ(z);
  const toPng = () => cardToPng([...(pictures.current?.querySelectorAll('canvas') ?? [])]);
  return (
    <>
      <p className={classes.cardNote}>{t('latent.card.held')}</p>
      <Button
        variant="default"
        size="compact-xs"
        mt={6}
        onClick={() => void savePng(toPng, `${fileName} ${name}`)}
      >
        {t('latent.card.png')}
      </Button>
    </>
  );
}

function Original({
  image,
  sheet,
}: {
  image: NonNullable<CardSubject['image']>;
  sheet: LatentCardProps['sheet'];
}): ReactNode {
  if (sheet === 'none') return null;
  const label = t('latent.card.alt.original', { index: formatCount(image.index), name: image.className });
  return (
    <figure>
      {sheet === 'loading' ? (
        <Blank text={t('latent.card.loading')} />
      ) : (
        <SheetPicture
          sheet={sheet}
          index={image.index}
          label={label}
          missing={<Blank text={t('latent.card.notKept')} />}
        />
      )}
      <figcaption>{t('latent.card.original')}</figcaption>
    </figure>
  );
}

function Decoded({ subject, decoder, decoded }: LatentCardProps & { subject: CardSubject }): ReactNode {
  if (!decoder || decoded.failure) return null;
  const { image, z } = subject;
  const label = image
    ? t('latent.card.alt.reconstruction', { index: formatCount(image.index) })
    : t('latent.card.alt.decoded', { z: formatZ(z) });
  return (
    <figure>
      {decoded.image ? (
        <DecodedPicture image={decoded.image} label={label} />
      ) : (
        <Blank text={t('latent.card.loading')} />
      )}
      <figcaption>{image ? t('latent.card.reconstruction') : t('latent.card.decoded')}</figcaption>
    </figure>
  );
}

/** Of N(0, I) the distances from the middle are sqrt(d) on average, and hardly differ by 3. */
function isFar(z: Float32Array): boolean {
  return Math.hypot(...z) > Math.sqrt(z.length) + 3;
}

function Blank({ text }: { text: string }): ReactNode {
  return <div className={classes.blank}>{text}</div>;
}

function Notes({
  subject,
  sheet,
  decoder,
  decoded,
  others,
}: LatentCardProps & { subject: CardSubject }): ReactNode {
  const notes = [
    subject.image ? null : others,
    !subject.image && isFar(subject.z) ? t('latent.card.far') : null,
    subject.image && sheet === 'none' ? t('latent.card.noOriginal') : null,
    decoder ? null : t('latent.card.noDecoder'),
    decoder && decoded.failure ? t(`latent.card.failure.${decoded.failure}`) : null,
  ];
  return notes.map((note) =>
    note === null ? null : (
      <p key={note} className={classes.cardNote}>
        {note}
      </p>
    ),
  );
}
