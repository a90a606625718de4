import { createRequire } from 'node:module';
import type MailComposer from 'nodemailer/lib/mail-composer/index.js';

type Undici = typeof import('undici');
type Http2 = typeof import('node:http2');
type Nodemailer = typeof import('nodemailer');

/*
 * What calls services is loaded by what opens an account, and not by what only checks definitions: `kairos check` takes
 * a fifth less (docs/decisions/0074).
 */
const load = createRequire(import.meta.url);

/** The client for HTTP/1.1. */
export const loadUndici = () => load('undici') as Undici;

/** The client for HTTP/2. */
export const loadHttp2 = () => load('node:http2') as Http2;

/** The client for SMTP. */
export const loadNodemailer = () => load('nodemailer') as Nodemailer;

/** What writes a whole mail. */
export const loadMailComposer = () => load('nodemailer/lib/mail-composer/index.js') as typeof MailComposer;
