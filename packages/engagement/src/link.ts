/** A link as its message knows it: without the fragment, whose change is no other link. */
export const linkOf = (url: string) => {
  const hash = url.indexOf('#')
  return hash < 0 ? url : url.slice(0, hash)
}

/** Host and path: what a click and the visit it leads to have in common, whatever was appended on the way. */
export const pageOf = (url: string) => {
  const rest = url.replace(/^[a-z]+:\/\/(www\.)?/i, '')
  const end = rest.search(/[?#]/)
  const page = end < 0 ? rest : rest.slice(0, end)
  return page.replace(/\/+$/, '').toLowerCase()
}

/** Lower case, without "www."; empty where the text is no absolute address. */
export const hostOf = (url: string) => {
  const host = /^[a-z]+:\/\/(?:[^/?#@]*@)?([^/?#:]+)/i.exec(url)?.[1] ?? ''
  return host.toLowerCase().replace(/^www\./, '')
}

const unsubscribing = /unsub|opt-?out|abmelde|abbestell|desabonn|désabonn|\bdesuscri/i
const smallPrint =
  /preference|privacy|datenschutz|terms|legal|imprint|impressum|view-?in-?browser|webversion|browser-?version/i

export const isUnsubscribeLink = (url: string) => unsubscribing.test(url)
/** What stands in small print at the end of a message, and is seldom clicked by those who read it. */
export const isFooterLink = (url: string) => unsubscribing.test(url) || smallPrint.test(url)
