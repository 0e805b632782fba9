/** Closed while somebody pauses. */
export function createGate() {
  let opened = Promise.resolve()
  let open = () => {}
  return {
    pass: () => opened,
    close() {
      opened = new Promise((resolve) => (open = resolve))
    },
    open: () => open(),
  }
}
