import { Action } from "./_parts/action";
import { Facts } from "./_parts/facts";
import { StateHeading } from "./_parts/heading";
import { MailFrame } from "./_parts/mail-frame";
import { Paragraph } from "./_parts/paragraph";
import { Quote } from "./_parts/quote";

export type WorkflowChangedProps = {
  recipientName: string;
  organizationName: string;
  /** "Environment Promotion" */
  workflowName: string;
  /** "Turned off" or "Fewer approvals" */
  change: string;
  changedBy: string;
  reason: string | null;
  /** "Every way into Production" */
  ungated: string;
  /** "Cancelled: requests 42 and 43" or "Nothing was open" */
  ended: string;
  /** Of the workflows' settings. */
  url: string;
};

export function workflowChangedSubject({
  change,
  workflowName,
  organizationName,
}: WorkflowChangedProps): string {
  return `${change}: ${workflowName} in ${organizationName}`;
}

/** To all other administrators, when something needs no approval any more (engine.md, rule 11). */
export function WorkflowChanged(props: WorkflowChangedProps) {
  const { changedBy, reason, workflowName } = props;
  return (
    <MailFrame
      footer={`You get this because you are an administrator of ${props.organizationName}.`}
      organizationName={props.organizationName}
      preheader={`${changedBy} changed what needs approval. See what is let through now, and what that ended.`}
      subject={workflowChangedSubject(props)}
    >
      <StateHeading state={`${props.change} by ${changedBy}`} title={workflowName} tone="amber" />
      <Paragraph>
        {`Hello ${props.recipientName}, ${changedBy} changed what needs approval in ${props.organizationName}. What is listed here goes through without it now.`}
      </Paragraph>
      {reason && <Quote label={`${changedBy} writes`}>{reason}</Quote>}
      <Facts
        facts={[
          { name: "Not gated now", value: props.ungated },
          { name: "Ended by it", value: props.ended },
        ]}
      />
      <Action
        label="Open Workflows"
        note="The page shows how it is now. The audit log keeps who changed what."
        url={props.url}
      />
    </MailFrame>
  );
}
