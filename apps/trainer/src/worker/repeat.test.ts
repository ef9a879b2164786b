import { expect, it } from 'vitest';
import { createAnnouncer } from './repeat.ts';

it('says once what is tried again and again, and anew when a run has begun meanwhile', () => {
  const lines: string[] = [];
  const announcer = createAnnouncer((line) => lines.push(line));
  announcer.say('Training a.');
  announcer.say('a waits: its images are missing.');
  announcer.say('Training a.');
  announcer.say('a waits: its images are missing.');
  announcer.forget();
  announcer.say('Training a.');
  expect(lines).toEqual(['Training a.', 'a waits: its images are missing.', 'Training a.']);
});
