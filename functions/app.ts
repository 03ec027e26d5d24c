// The entry point of the Functions app: importing it registers every function.
import './forward-blob.ts';
import './poll-message-trace.ts';
import './receive-lines.ts';
import './report-health.ts';
import './sweep-blobs.ts';
