"use client";

import { Button } from "@heroui/react/button";
import { FieldError } from "@heroui/react/field-error";
import { Label } from "@heroui/react/label";
import { TextArea } from "@heroui/react/textarea";
import { TextField } from "@heroui/react/textfield";
import dynamic from "next/dynamic";
import { useParams } from "next/navigation";
import { useStoredDraft } from "@/components/console/stored-draft";
import { type ActionResult, errorAt } from "@/components/ui/action-result";
import { FormError } from "@/components/ui/form-error";
import { useAction } from "@/components/ui/use-action";

/** Loaded where a request is closed while somebody writes about it. */
const UnsentText = dynamic(() => import("./unsent-text").then(({ UnsentText }) => UnsentText));

export interface CommentFormProps {
  number: number;
  /** Closed requests are kept as they are: what was being typed stays to be copied. */
  isOpen: boolean;
  commentAction: (input: { number: number; text: string }) => Promise<ActionResult>;
}

/** Adds a comment without deciding; the field Comment is the decision's. What was typed stays until the server has it. */
export function CommentForm({ number, isOpen, commentAction }: CommentFormProps) {
  const { organization } = useParams();
  const [text, setText] = useStoredDraft(`comment ${organization} ${number}`);
  const { run, isPending, failure } = useAction(commentAction, () => setText(""));
  const error = errorAt(failure, "text");
  if (!isOpen) return text ? <UnsentText text={text} what="comment" /> : null;
  return (
    <div className="grid justify-items-start gap-2">
      <TextField
        name="text"
        value={text}
        onChange={setText}
        isInvalid={error !== undefined}
        fullWidth
        validationBehavior="aria"
      >
        <Label>Ask or answer without deciding</Label>
        <TextArea rows={2} className="field-sizing-content max-h-40" />
        <FieldError>{error}</FieldError>
      </TextField>
      {error ? null : <FormError failure={failure} shownBeside={["text"]} />}
      <Button variant="secondary" isPending={isPending} onPress={() => run({ number, text })}>
        {isPending ? "Sending…" : "Send"}
      </Button>
    </div>
  );
}
