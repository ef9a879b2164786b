/** CANCELED_ON_REQUEST is the reason of a run that a person canceled while it trained. */
export const CANCELED_ON_REQUEST = 'canceled on request';
