/** A process of its own that claims a data folder, as a server does, and keeps it until it is killed. */
import { claimFolder } from '../../../server/store/data-folder.ts'

const claim = claimFolder(process.argv[2] ?? '')
console.log(claim ? 'claimed' : 'refused')
setInterval(() => {}, 60_000)
