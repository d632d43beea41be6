import { type NdisVersion } from '../../electron/contract/core.ts';

/** A dump to start from, as a debugger would print it; `id` names its words, `version` is the caller's NDIS. */
interface Sample {
  readonly id: string;
  readonly text: string;
  readonly version: NdisVersion;
}

/** Worked out by hand from the layouts; the first is right, the others each show one way to go wrong. */
export const SAMPLES: readonly Sample[] = [
  {
    id: 'good',
    version: 630,
    text: `0: kd> db ffff8083\`e02ce000 L48
ffff8083\`e02ce000  80 02 44 00 01 00 00 00-03 00 00 00 00 00 00 00  ..D.............
ffff8083\`e02ce010  00 00 00 00 00 00 00 00-00 00 00 80 04 00 00 00  ................
ffff8083\`e02ce020  00 00 01 00 00 00 00 00-00 00 00 00 00 00 00 00  ................
ffff8083\`e02ce030  90 01 00 00 00 00 00 00-00 00 00 20 0e 8b ff ff  ........... ....
ffff8083\`e02ce040  00 00 00 00 00 00 00 00                          ........`,
  },
  {
    id: 'answered',
    version: 630,
    text: `ffff8083\`e02ce1a0  00000000\`00440280 00000000\`00000002
ffff8083\`e02ce1b0  ffffc200\`00000040 00000004\`80000000
ffff8083\`e02ce1c0  00000000\`00002000 ffff8083\`e02c0000
ffff8083\`e02ce1d0  00000000\`00000040 ffff8b0e\`20000000
ffff8083\`e02ce1e0  00000000\`00000000`,
  },
  {
    id: 'shortHeader',
    version: 630,
    text: `ffffd20b\`31c0a100  003c0280 00000000 00000001 00000000
ffffd20b\`31c0a110  00000000 00000000 80000000 00000004
ffffd20b\`31c0a120  00002000 00000000 00000000 00000000
ffffd20b\`31c0a130  00000040 00000000 31c0b000 ffffd20b
ffffd20b\`31c0a140  00000000 00000000`,
  },
  {
    id: 'oldDriver',
    version: 620,
    text: `ffffd20b\`31c0a100  00440280 00000000 00000001 00000000
ffffd20b\`31c0a110  00000000 00000000 80000000 00000005
ffffd20b\`31c0a120  00002000 00000000 00000000 00000000
ffffd20b\`31c0a130  00000040 00000000 31c0b000 ffffd20b
ffffd20b\`31c0a140  00000000 00000000`,
  },
  {
    id: 'notCleared',
    version: 650,
    text: `ffffd20b\`31c0a100  80 02 44 00 cd 00 00 00-01 00 00 00 cd cd cd cd  ..D.............
ffffd20b\`31c0a110  cd cd cd cd cd cd cd cd-cd cd cd cd 04 00 00 00  ................
ffffd20b\`31c0a120  00 20 00 00 cd cd cd cd-cd cd cd cd cd cd cd cd  . ..............
ffffd20b\`31c0a130  10 00 00 00 cd cd cd cd-00 b0 c0 31 0b d2 ff ff  ...........1....
ffffd20b\`31c0a140  00 00 00 00 cd cd cd cd                          ........`,
  },
  {
    id: 'wrongStructure',
    version: 630,
    text: `ffff8083\`e02ce000  00000000\`002001b0
ffff8083\`e02ce008  ffffc200\`00000010
ffff8083\`e02ce010  fffff801\`22334400 mynic!NetAllocateSharedMemory
ffff8083\`e02ce018  fffff801\`22334800 mynic!NetFreeSharedMemory`,
  },
  {
    id: 'x86',
    version: 630,
    text: `82a1e000  002c0280 00000000 00000000 00000000
82a1e010  80000000 0000000a 00000800 00000000
82a1e020  00000018 fffffff0 00000000`,
  },
  {
    id: 'unreadable',
    version: 630,
    text: `ffff8083\`e02ceff0  00440280 00000000 00000001 00000000
ffff8083\`e02cf000  ???????? ???????? ???????? ????????
ffff8083\`e02cf010  ???????? ???????? ???????? ????????`,
  },
];
