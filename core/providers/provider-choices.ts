/** Who serves the queues and VPorts of the simulated switch. The first two are NDIS itself: nobody registers. */
export const PROVIDER_CHOICES = [
  {
    id: 'default',
    description: "NDIS's own default provider: one contiguous run of pages a block, SharedMemoryHandle NULL",
  },
  {
    id: 'contiguous-node',
    description:
      "NDIS's own, as contiguous memory of a node: a node that is named is not left for another one",
  },
  {
    id: 'switch',
    description: 'Extensible switch as provider: page granular, may answer with a scattered list',
  },
  {
    id: 'queue-pool',
    description: 'A fixed pool of pages for each queue, first fit inside: no queue starves another one',
  },
  {
    id: 'guest',
    description: 'Memory of a guest: the switch within a limit that grows by ballooning, up to a maximum',
  },
  {
    id: 'per-node',
    description: 'A provider for each NUMA node: a named node serves or refuses, nothing falls back',
  },
] as const;
export type ProviderChoice = (typeof PROVIDER_CHOICES)[number]['id'];

/** What a driver can register while the machine runs. */
export const REGISTRABLE_PROVIDERS = [
  'switch',
  'queue-pool',
  'guest',
  'per-node',
] as const satisfies readonly ProviderChoice[];
export type RegistrableProvider = (typeof REGISTRABLE_PROVIDERS)[number];

export const isProviderChoice = (id: string): id is ProviderChoice =>
  PROVIDER_CHOICES.some((choice) => choice.id === id);
