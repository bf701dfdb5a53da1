import { useEffect, useState } from 'preact/hooks';

type Theme = 'dark' | 'light';

const preferred = (): Theme => (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');

/** Turns the page from light to dark and back; what was chosen is remembered. */
export function ThemeButton() {
  const [theme, setTheme] = useState<Theme>(() => {
    const kept = localStorage.getItem('worldwright-theme');
    return kept === 'dark' || kept === 'light' ? kept : preferred();
  });
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const other = theme === 'dark' ? 'light' : 'dark';
  const turn = (): void => {
    localStorage.setItem('worldwright-theme', other);
    setTheme(other);
  };
  return (
    <button
      type="button"
      class="quiet"
      onClick={turn}
      aria-label={`Use the ${other} theme`}
      title={`Use the ${other} theme`}
    >
      {theme === 'dark' ? '☀' : '☾'}
    </button>
  );
}
