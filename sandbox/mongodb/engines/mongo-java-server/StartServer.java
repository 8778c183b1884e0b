import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;
import java.util.List;

/** Starts a server in memory on a free port of this machine, prints its URI, and ends when its input ends. */
public final class StartServer {
    /** MongoDB 4.4, the least that the driver talks to; the library's own versions announce at most 8. */
    private static final MongoVersion VERSION = new MongoVersion() {
        @Override
        public List<Integer> getVersionArray() {
            return List.of(4, 4, 0);
        }

        @Override
        public int getWireVersion() {
            return 9;
        }
    };

    public static void main(String[] arguments) throws IOException {
        MongoServer server = new MongoServer(new MemoryBackend().version(VERSION));
        System.out.println("mongodb://127.0.0.1:" + server.bind().getPort());
        while (System.in.read() != -1) {
            // Nothing is expected; the end comes with the process that started this one, however that ends.
        }
        server.shutdownNow();
    }
}
