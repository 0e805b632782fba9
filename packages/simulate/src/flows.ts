/** Campaigns that wait for an occasion. */
import { type Campaign, type Drawing, drawLinks, drawVariants } from './campaign.ts'
import { sources } from './sources.ts'

const flowPlans = {
  welcome1: {
    id: 'welcome 1',
    stream: 'marketing',
    source: sources.sendgrid,
    theme: 'welcome',
    open: 1.3,
    click: 0.6,
    offer: 1.2,
  },
  welcome2: {
    id: 'welcome 2',
    stream: 'marketing',
    source: sources.sendgrid,
    theme: 'welcome',
    open: 0.6,
    click: 0.3,
    offer: 1.2,
  },
  welcome3: {
    id: 'welcome 3',
    stream: 'marketing',
    source: sources.sendgrid,
    theme: 'welcome',
    open: 0.3,
    click: 0.1,
    offer: 1.4,
  },
  abandonedCart: {
    id: 'abandoned cart',
    stream: 'marketing',
    source: sources.sendgrid,
    theme: 'cart',
    open: 1,
    click: 1,
    offer: 4,
  },
  orderConfirmation: {
    id: 'order confirmation',
    stream: 'transactional',
    source: sources.ses,
    theme: 'order',
    open: 2.4,
    click: 0.2,
    offer: 0.1,
  },
  shipping: {
    id: 'shipping update',
    stream: 'transactional',
    source: sources.ses,
    theme: 'shipping',
    open: 2.2,
    click: 1.6,
    offer: 0.1,
  },
  passwordReset: {
    id: 'password reset',
    stream: 'transactional',
    source: sources.resend,
    theme: 'password',
    open: 3.2,
    click: 3.5,
    offer: 0.3,
  },
  outreach1: {
    id: 'outreach agencies 1',
    stream: 'outreach',
    source: sources.outreach,
    theme: 'outreach',
    open: 0.5,
    click: -0.6,
    offer: 0,
  },
  outreach2: {
    id: 'outreach agencies 2',
    stream: 'outreach',
    source: sources.outreach,
    theme: 'outreach',
    open: 0.2,
    click: -0.9,
    offer: 0,
  },
  outreach3: {
    id: 'outreach agencies 3',
    stream: 'outreach',
    source: sources.outreach,
    theme: 'outreach',
    open: 0,
    click: -1.1,
    offer: 0,
  },
} as const

export type Flows = Readonly<Record<keyof typeof flowPlans, Campaign>>

const flowOf = ({ random, taste }: Drawing, plan: (typeof flowPlans)[keyof Flows]): Campaign => ({
  ...plan,
  links: drawLinks(random, plan.id),
  variants: drawVariants(random, taste, plan.theme, plan.id === 'welcome 1'),
})

export const planFlows = (drawing: Drawing): Flows => ({
  welcome1: flowOf(drawing, flowPlans.welcome1),
  welcome2: flowOf(drawing, flowPlans.welcome2),
  welcome3: flowOf(drawing, flowPlans.welcome3),
  abandonedCart: flowOf(drawing, flowPlans.abandonedCart),
  orderConfirmation: flowOf(drawing, flowPlans.orderConfirmation),
  shipping: flowOf(drawing, flowPlans.shipping),
  passwordReset: flowOf(drawing, flowPlans.passwordReset),
  outreach1: flowOf(drawing, flowPlans.outreach1),
  outreach2: flowOf(drawing, flowPlans.outreach2),
  outreach3: flowOf(drawing, flowPlans.outreach3),
})
