import type { Provider } from './session.ts';
export type ProviderChoice = 'auto' | Provider;
export async function chooseProvider(choice: ProviderChoice): Promise<Provider> {
  return choice === 'auto' ? 'cpu' : choice;
}
