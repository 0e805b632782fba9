import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { confirmSubscription, createCertificates } from './fetch-checked.ts'

const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'

let server: Server | undefined
afterEach(() => server?.close())

async function serve(answer: RequestListener) {
  let asked = 0
  server = createServer((request, response) => {
    asked++
    answer(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: new URL(`http://127.0.0.1:${port}/a.pem`), asked: () => asked }
}

it('fetches a certificate once, however many ask for it at a time', async () => {
  const { url, asked } = await serve((_, response) => response.end(pem))
  const certificate = createCertificates()
  expect(await Promise.all([certificate(url), certificate(url)])).toEqual([pem, pem])
  expect(await certificate(url)).toBe(pem)
  expect(asked()).toBe(1)
})

it('does not remember what is no certificate', async () => {
  const answers = ['<html>try again later', pem]
  const { url } = await serve((_, response) => response.end(answers.shift()))
  const certificate = createCertificates()
  await expect(certificate(url)).rejects.toMatchObject({ code: 'unavailable', retry: 'later' })
  expect(await certificate(url)).toBe(pem)
})

it('follows no redirect', async () => {
  const { url, asked } = await serve((_, response) =>
    response.writeHead(302, { location: '/elsewhere.pem' }).end(),
  )
  await expect(createCertificates()(url)).rejects.toMatchObject({ code: 'unavailable' })
  await expect(confirmSubscription(url)).rejects.toMatchObject({ code: 'unavailable' })
  expect(asked()).toBe(2)
})

it('does not read without end', async () => {
  let written = 0
  const { url } = await serve((_, response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536))) written++
    }
    response.on('drain', more)
    more()
  })
  await expect(createCertificates()(url)).rejects.toMatchObject({ code: 'unavailable' })
  expect(written).toBeLessThan(1_000)
})
