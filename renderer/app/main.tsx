document.title = 'Redthread';
