import { acceptMessages, sendJson, startSolapi } from '../sandbox/solapi/start-solapi';
import type { Random } from './create-random';
import type { Notification, NotificationReceiver } from './receive-events';

const STUMBLES = 0.05;

/**
 * Takes the text messages, as Solapi does. One request in twenty is written down and answered with 500 all the same: it
 * must come again, under the same id.
 */
export async function receiveTexts(
  onNotification: (notification: Notification) => void,
  random: Random,
): Promise<NotificationReceiver> {
  let stumbles = STUMBLES;
  const solapi = await startSolapi({
    answer(response, { messages }) {
      messages.forEach((message) => onNotification(notificationOf(message)));
      if (random.chance(stumbles)) return sendJson(response, 500, { errorCode: 'InternalError', errorMessage: '' });
      return acceptMessages(response);
    },
  });
  const { url, apiKey, apiSecret } = solapi;
  return {
    settings: {
      SOLAPI_API_URL: url,
      SOLAPI_API_KEY: apiKey,
      SOLAPI_API_SECRET: apiSecret,
      SOLAPI_SENDER: '02-1234-5678',
    },
    calm: () => (stumbles = 0),
    close: solapi.close,
  };
}

function notificationOf({ to, text, customFields }: Readonly<Record<string, unknown>>): Notification {
  const { notification_id: id } = customFields as { readonly notification_id: string };
  return { id, content: JSON.stringify([to, text]) };
}
