// Indexes headline and content of a JSON Lines file with Lucene's English analyzer, both kept.
// java -cp lucene-core.jar:lucene-analyzers-common.jar Lucene.java FILE FOLDER THREADS

import java.nio.file.*;
import java.util.concurrent.*;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.index.*;
import org.apache.lucene.store.FSDirectory;

public class Lucene {
    /** A string field of a flat JSON object, unescaped; enough for the made archives. */
    static String field(String line, String name) {
        int at = line.indexOf("\"" + name + "\":\"") + name.length() + 4;
        StringBuilder out = new StringBuilder();
        for (int i = at; i < line.length() && line.charAt(i) != '"'; i++) {
            char c = line.charAt(i);
            if (c == '\\') { c = line.charAt(++i); out.append(c == 'n' ? '\n' : c); } else { out.append(c); }
        }
        return out.toString();
    }

    public static void main(String[] args) throws Exception {
        int threads = Integer.parseInt(args[2]);
        IndexWriterConfig config = new IndexWriterConfig(new EnglishAnalyzer());
        config.setRAMBufferSizeMB(96.0 * threads);
        try (IndexWriter writer = new IndexWriter(FSDirectory.open(Paths.get(args[1])), config)) {
            BlockingQueue<String> lines = new ArrayBlockingQueue<>(4096);
            String end = new String("end");
            Thread[] workers = new Thread[threads];
            for (int i = 0; i < threads; i++) {
                workers[i] = new Thread(() -> {
                    try {
                        for (String line = lines.take(); line != end; line = lines.take()) {
                            Document document = new Document();
                            document.add(new TextField("headline", field(line, "headline"), Field.Store.YES));
                            document.add(new TextField("content", field(line, "content"), Field.Store.YES));
                            writer.addDocument(document);
                        }
                        lines.put(end);
                    } catch (Exception problem) { throw new RuntimeException(problem); }
                });
                workers[i].start();
            }
            try (var reader = Files.newBufferedReader(Paths.get(args[0]))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) lines.put(line);
            }
            lines.put(end);
            for (Thread worker : workers) worker.join();
        }
    }
}
