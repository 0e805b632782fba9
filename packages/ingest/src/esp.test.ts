import { espContract } from './esp.contract.ts'
import { esps } from './esps.ts'

for (const esp of esps) espContract(esp)
