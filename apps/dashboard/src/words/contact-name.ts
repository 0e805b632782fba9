interface Named {
  readonly contactId: string
  readonly names: readonly { readonly kind: 'address' | 'external-id'; readonly value: string }[]
}

/** An address if there is one, then an id; of somebody who was erased what stands in their place. */
export const nameOf = ({ contactId, names }: Named): string =>
  (names.find(({ kind }) => kind === 'address') ?? names[0])?.value ??
  `Nobody known (${contactId.slice(0, 8)})`
