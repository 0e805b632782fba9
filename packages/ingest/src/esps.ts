import { brevo } from './esp/brevo/index.ts'
import { mailgun } from './esp/mailgun/index.ts'
import { mailjet } from './esp/mailjet/index.ts'
import { postmark } from './esp/postmark/index.ts'
import { resend } from './esp/resend/index.ts'
import { sendgrid } from './esp/sendgrid/index.ts'
import { ses } from './esp/ses/index.ts'
import { sparkpost } from './esp/sparkpost/index.ts'

export const esps = [sendgrid, ses, mailgun, postmark, resend, mailjet, sparkpost, brevo] as const

export type EspName = (typeof esps)[number]['name']
