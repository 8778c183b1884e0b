import { runService } from '../../src/cli/run-service';

runService();
