import { RelativeTime } from "@/components/console/relative-time";
import { CommentForm, type CommentFormProps } from "./comment-form";

export interface CommentOnRequest {
  author: string;
  text: string;
  at: Date | string;
}

interface DiscussionProps extends Omit<CommentFormProps, "isOpen"> {
  comments: CommentOnRequest[];
  /** Closed requests are kept as they are. */
  isOpen: boolean;
}

/** What was said about a request besides the votes: part of its record. */
export function Discussion({ comments, isOpen, ...form }: DiscussionProps) {
  return (
    <div className="grid gap-4">
      {comments.length > 0 ? (
        <ol className="grid gap-3">
          {comments.map((comment) => (
            <li key={`${comment.author} ${new Date(comment.at).toISOString()}`}>
              <p className="text-sm text-muted">
                <span className="font-medium text-foreground">{comment.author}</span>{" "}
                <RelativeTime at={comment.at} />
              </p>
              <p className="mt-0.5 break-words whitespace-pre-line">{comment.text}</p>
            </li>
          ))}
        </ol>
      ) : isOpen ? null : (
        <p className="text-sm text-muted">Nothing was said besides the decisions.</p>
      )}
      <CommentForm isOpen={isOpen} {...form} />
    </div>
  );
}
