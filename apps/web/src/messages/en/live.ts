/** liveMessages: the line to the server: live, away, back. */
export const liveMessages = {
  'live.live': 'Live',
  'live.connecting': 'Connecting…',
  'live.away': 'Not up to date since {time}; trying again',
  'live.back': 'Up to date again',
} as const;
