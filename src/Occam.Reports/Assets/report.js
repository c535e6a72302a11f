(() => {
  'use strict';
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const config = { displayModeBar: false, displaylogo: false, doubleClick: 'reset' };
  // The darkest colour of the palette, lifted so that a thin line stays visible on a dark page.
  const lifted = { '#0072B2': '#2f95d8', 'rgba(0,114,178,0.18)': 'rgba(47,149,216,0.24)' };
  const plots = [...document.querySelectorAll('.plot')].map(element => ({
    element,
    name: element.dataset.name,
    figure: JSON.parse(document.getElementById(element.dataset.figure).textContent),
  }));

  const variable = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const screenTheme = () => ({
    ink: variable('--ink'), quiet: variable('--quiet'), rule: variable('--rule'), hair: variable('--hair'),
    paper: 'rgba(0,0,0,0)', card: variable('--paper'), sans: variable('--sans'),
  });
  const exportTheme = () => ({
    ink: '#14171c', quiet: '#586070', rule: '#dfe1e5', hair: '#eceef0', paper: '#ffffff', card: '#ffffff', sans: variable('--sans'),
  });

  const axis = (given, theme) => ({
    automargin: true, gridcolor: theme.hair, zerolinecolor: theme.rule, linecolor: theme.rule, tickcolor: theme.rule,
    ticks: 'outside', ticklen: 4, tickfont: { color: theme.quiet }, showline: true, zeroline: false,
    // Few ticks make Plotly label whole powers of ten, without the small digits between them.
    ...(given && given.type === 'log' ? { nticks: 4 } : {}), ...given,
    title: { standoff: 10, font: { size: 13, color: theme.ink }, ...(given || {}).title },
  });
  const themed = (given, theme, heading) => ({
    ...given,
    title: heading ? { ...given.title, x: 0.02, xanchor: 'left', font: { size: 18, color: theme.ink } } : undefined,
    font: { family: theme.sans, size: 12.5, color: theme.ink },
    legend: { ...given.legend, font: { color: theme.ink } },
    paper_bgcolor: theme.paper, plot_bgcolor: theme.paper,
    hoverlabel: { bgcolor: theme.card, bordercolor: theme.rule, font: { color: theme.ink, family: theme.sans } },
    margin: { l: 54, r: 18, t: (given.showlegend ? 34 : 14) + (heading ? 48 : 0), b: 46 },
    ...(given.scene ? { scene: scene(given.scene, theme), margin: { l: 0, r: 0, t: heading ? 48 : 0, b: 0 } }
      : { xaxis: axis(given.xaxis, theme), yaxis: axis(given.yaxis, theme) }),
  });
  // Axes in space know neither margins nor distances of titles.
  const spaceAxis = (given, theme) => ({
    gridcolor: theme.rule, linecolor: theme.rule, zeroline: false, showbackground: false, tickfont: { color: theme.quiet, size: 11 }, ...given,
    title: { font: { size: 12.5, color: theme.ink }, ...given.title },
  });
  const scene = (given, theme) => ({
    ...given, bgcolor: theme.paper, camera: { eye: { x: 1.35, y: -1.55, z: 0.95 } }, aspectratio: { x: 1, y: 1, z: 0.7 },
    xaxis: spaceAxis(given.xaxis, theme), yaxis: spaceAxis(given.yaxis, theme), zaxis: spaceAxis(given.zaxis, theme),
  });
  // Plotly keeps and changes what it is given, so each drawing gets a copy.
  const traces = (data, lift) => JSON.parse(JSON.stringify(data), (_, value) => (lift && lifted[value]) || value);

  const isDark = () => dark.matches && !document.documentElement.classList.contains('printing');
  const library = plot => plot.figure.needs === 'gl3d' ? window.PlotlySpace : Plotly;
  const draw = plot => library(plot).react(plot.element, traces(plot.figure.data, isDark()), themed(plot.figure.layout, screenTheme(), false), config);
  const drawAll = () => plots.forEach(plot => {
    try {
      draw(plot);
    } catch (failure) {
      plot.element.textContent = String(failure);
    }
  });
  drawAll();
  dark.addEventListener('change', drawAll);
  // Plotly itself follows the window only, but a card also changes with the number of columns and on paper.
  const resized = new ResizeObserver(entries => entries.forEach(entry =>
    library(plots.find(plot => plot.element === entry.target)).Plots.resize(entry.target)));
  plots.filter(plot => plot.element.querySelector('.main-svg')).forEach(plot => resized.observe(plot.element));
  const printing = on => () => {
    document.documentElement.classList.toggle('printing', on);
    drawAll();
  };
  window.addEventListener('beforeprint', printing(true));
  window.addEventListener('afterprint', printing(false));

  const save = (address, name) => {
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
  };
  const saveText = (text, name) => {
    const address = URL.createObjectURL(new Blob(['\ufeff' + text], { type: 'text/csv;charset=utf-8' }));
    save(address, name);
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  };

  const plain = text => String(text).replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
  // A spreadsheet would run a text that begins like a formula.
  const field = value => {
    if (value === null || value === undefined) return '';
    if (typeof value === 'number') return String(value);
    const text = /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? "'" + value : String(value);
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  };
  const csv = rows => rows.map(row => row.map(field).join(',')).join('\r\n') + '\r\n';
  const heading = (given, fallback) => plain(given && given.title && given.title.text || fallback);
  const chartRows = figure => {
    const axes = figure.layout.scene || figure.layout, x = heading(axes.xaxis, 'x'), y = heading(axes.yaxis, 'y');
    const rows = [];
    for (const trace of figure.data) {
      if (trace.z) {
        if (!rows.length) rows.push([x, y, heading(trace.colorbar, 'value')]);
        trace.z.forEach((line, i) => line.forEach((value, j) => rows.push([trace.x[j], trace.y[i], value])));
      } else if (trace.type === 'bar') {
        if (!rows.length) rows.push(['series', 'category', x, 'low', 'high']);
        const error = trace.error_x;
        trace.x.forEach((value, i) => rows.push([plain(trace.name), plain(trace.y[i]), value,
          error ? value - error.arrayminus[i] : null, error ? value + error.array[i] : null]));
      } else if (trace.name !== undefined) {
        if (!rows.length) rows.push(['series', x, y, 'low', 'high']);
        trace.x.forEach((value, i) => rows.push([plain(trace.name), value, trace.y[i], ...(trace.customdata ? trace.customdata[i] : [null, null])]));
      }
    }
    return rows;
  };
  const tableRows = table => [...table.rows].map(row => [...row.cells].map(cell => cell.dataset.value ?? cell.textContent));

  const savePicture = async (plot, format) => {
    const figure = { data: traces(plot.figure.data, false), layout: themed(plot.figure.layout, exportTheme(), true), config };
    save(await library(plot).toImage(figure, { format, width: 1000, height: 620, scale: format === 'png' ? 2 : 1 }), `${plot.name}.${format}`);
  };
  document.addEventListener('click', event => {
    const button = event.target.closest('button');
    if (!button) return;
    const card = button.closest('.card');
    if (button.dataset.download === 'table') {
      const table = card.querySelector('table');
      saveText(csv(tableRows(table)), `${table.dataset.name}.csv`);
    } else if (button.dataset.download) {
      const plot = plots.find(each => card.contains(each.element));
      if (button.dataset.download === 'csv') saveText(csv(chartRows(plot.figure)), `${plot.name}.csv`);
      else savePicture(plot, button.dataset.download);
    } else if ('copy' in button.dataset) {
      copy(button);
    }
  });
  const copy = async button => {
    const code = button.parentElement.querySelector('code'), word = button.textContent;
    try {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = word; }, 1500);
    } catch {
      // Without the right to write the clipboard the text is selected, ready for the keyboard.
      getSelection().selectAllChildren(code);
    }
  };
})();
