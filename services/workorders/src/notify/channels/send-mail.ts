import { createTransport } from "nodemailer";
import { Refused, type SendNotice } from "./send-message.js";

const TIMEOUT_MS = 15_000;

export interface MailServer {
  /** `smtp://` or `smtps://`, with user and password where the server asks for them. */
  readonly url: string;
  readonly from: string;
}

/** Sends by SMTP, as plain text: it is read on a phone. Without a server every message waits to be given one. */
export function mailSender(server: MailServer | undefined): SendNotice {
  if (server === undefined) return () => Promise.reject(new Error("no mail server is configured (PHM_SMTP_URL)"));
  const transport = createTransport({
    url: server.url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  return async ({ to }, { id, text }) => {
    const messageId = `<${encodeURIComponent(id)}@phm>`;
    try {
      await transport.sendMail({ from: server.from, to: [...to], subject: text.title, text: text.lines.join("\n"), messageId });
    } catch (error) {
      const { responseCode = 0, message } = error as { responseCode?: number; message: string };
      throw responseCode >= 500 ? new Refused(message) : error;
    }
  };
}
