import { DatabaseSync } from 'node:sqlite'

/** A small BETTY v1 with what this site has added to it. */
const [, , file = 'v1.db'] = process.argv
const database = new DatabaseSync(file)
database.exec(`
  CREATE TABLE users (id INTEGER PRIMARY KEY, username TEXT, email TEXT, role TEXT, active INTEGER, created_at TEXT);
  CREATE TABLE knowledge (id INTEGER PRIMARY KEY, title TEXT, content TEXT, type TEXT, tags TEXT, metadata TEXT,
    project_id TEXT, user_id INTEGER, created_at TEXT, updated_at TEXT, color TEXT);
  CREATE TABLE relationships (id INTEGER PRIMARY KEY, source_id INTEGER, target_id INTEGER, type TEXT, created_at TEXT);
  CREATE TABLE attachments (id INTEGER PRIMARY KEY, item_id INTEGER, file_name TEXT, created_at TEXT);

  INSERT INTO users VALUES (1, 'ada', 'ada@example.org', 'admin', 1, '2024-01-01 08:00:00');
  INSERT INTO knowledge VALUES
    (1, 'Compost', 'Turn it.' || char(13, 10) || 'Every month.', 'note', 'garden,soil', '{"importance":"high"}', 'garden', 1,
      '2024-03-01 09:30:00', '2024-03-01 09:30:00', 'green'),
    (2, 'Mulch', 'Keep it dry.', 'document', NULL, NULL, NULL, 1, '2024-03-02 09:30:00', '2024-03-02 09:30:00', NULL);
  INSERT INTO relationships VALUES (1, 1, 2, 'related', '2024-03-03 09:30:00');
  INSERT INTO attachments VALUES (1, 1, 'heap.jpg', '2024-03-04 10:00:00'), (2, 9, 'lost.jpg', '2024-03-04 10:00:00');
`)
database.close()
