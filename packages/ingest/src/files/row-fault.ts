/** Why one row cannot be an event, in words for the person whose file it is. Never leaves this folder. */
export class RowFault extends Error {
  override readonly name: string = 'RowFault'
}

/** It is a row like one above. */
export class RepeatedRow extends RowFault {
  override readonly name = 'RepeatedRow'
}
