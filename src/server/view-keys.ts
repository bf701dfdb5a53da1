/** Makes a name a key that addresses can carry, another for each call: `push`, `push-2`, … */
export function createKeys(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const plain = name.replaceAll(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[.-]+/, '') || 'unnamed';
    let key = plain;
    for (let i = 2; taken.has(key); i++) key = `${plain}-${i}`;
    taken.add(key);
    return key;
  };
}
