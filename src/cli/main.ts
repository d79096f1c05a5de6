console.log('Pacta', process.argv.slice(2).join(' '))
