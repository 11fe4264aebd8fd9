const promotion = {
  recipientName: "Rune Kvist",
  title: "Promote checkout #47 to Production",
  requestNumber: "127",
  short: "checkout #47 to Production",
  facts: [
    { name: "Project", value: "Storefront" },
    { name: "Component", value: "checkout" },
    { name: "From", value: "Staging" },
    { name: "To", value: "Production" },
    { name: "Build", value: "#47", code: "sha256:4be1…77d0" },
  ],
  organizationName: "Meridian",
  url: "https://countersign.meridian.example/meridian/approvals/requests/127?from=mail&step=1",
};

const external = {
  ...promotion,
  title: "deploy-prod of run 812 asks to restart billing-db",
  short: "deploy-prod of run 812, restart billing-db",
  facts: [
    { name: "Project", value: "Storefront" },
    { name: "Resource", value: "billing-db" },
    { name: "Action", value: "restart" },
    { name: "Asked by system", value: "deploy-prod" },
    { name: "Run", value: "812" },
    { name: "Attempt", value: "1" },
  ],
};

/** One finished message per template, for the tests and for looking at them. */
export const sampleMessages = [
  {
    template: "review-requested",
    props: {
      ...promotion,
      requesterName: "Ines Duarte",
      gist: "6 commits, 2 configuration keys",
      facts: [...promotion.facts, { name: "Changes", value: "6 commits, 2 configuration keys" }],
      message:
        "Payment retries have run in Staging since this morning; decline rate is unchanged.\nNeeded before the weekend campaign.",
      decideBy: "Tue 24 Nov 10:00 UTC",
      why: "You are asked as Release manager",
    },
  },
  {
    template: "review-requested",
    props: {
      ...external,
      requesterName: "Ines Duarte",
      gist: "restart billing-db",
      facts: [...external.facts, { name: "Details", value: "reason: restart billing-db safely" }],
      message: "The connection pool leaks.",
      decideBy: null,
      why: "You are asked as Release manager",
    },
  },
  {
    template: "review-reminded",
    props: {
      ...promotion,
      remindedBy: "Ines Duarte",
      requesterName: "Ines Duarte",
      message: "Needed before the weekend campaign.",
      decideBy: "Tue 24 Nov 10:00 UTC",
    },
  },
  {
    template: "comment-added",
    props: {
      ...promotion,
      authorName: "Amal Haddad",
      text: "Does the migration run before the deployment?\nIt did not in Staging.",
      why: "you asked for request 127",
    },
  },
  {
    template: "request-told",
    props: {
      ...promotion,
      requesterName: "Ines Duarte",
      gist: "6 commits, 2 configuration keys",
      facts: [...promotion.facts, { name: "Changes", value: "6 commits, 2 configuration keys" }],
      message: "Needed before the weekend campaign.",
    },
  },
  {
    template: "nobody-decides",
    props: {
      recipientName: "Vera Lind",
      organizationName: "Meridian",
      which: "2 requests",
      requests: "127: checkout #47 to Production; 128: ledger #3 to Production",
      url: "https://countersign.meridian.example/meridian/approvals/pending?scope=all",
    },
  },
  {
    template: "request-cancelled",
    props: {
      ...promotion,
      requesterName: "Ines Duarte",
      cancelledBy: "Ines Duarte",
      reason: "Build #48 has the missing migration.",
      why: "you were asked to decide on request 127",
    },
  },
  {
    template: "request-overridden",
    props: {
      ...promotion,
      requesterName: "Ines Duarte",
      overriddenBy: "Vera Lind",
      outcome: "approved",
      reason: "The gateway is down, and nobody of the approvers answers.",
    },
  },
  {
    template: "request-ended",
    props: {
      ...promotion,
      requesterName: "Ines Duarte",
      ending: "Expired",
      because: "It was not decided by Tue 24 Nov 10:00 UTC.",
      next: "It can be asked for again on the Deploy page.",
      why: "you were asked to decide on request 127",
    },
  },
  {
    template: "approval-ended",
    props: {
      ...promotion,
      recipientName: "Ines Duarte",
      ending: "Revoked",
      endedBy: "Revoked by Vera Lind",
      because: "Vera Lind took it back before it was used.",
      next: "You can ask again on the Deploy page.",
      reason: "Incident in the payment gateway.",
    },
  },
  {
    template: "execution-refused",
    props: {
      ...promotion,
      recipientName: "Vera Lind",
      requesterName: "Ines Duarte",
      because: "Another deployment to Production was running.",
      useBy: "Wed 25 Nov 10:00 UTC",
      why: "you are an administrator",
    },
  },
  {
    template: "request-executing",
    props: {
      ...promotion,
      recipientName: "Ines Duarte",
      approvedBy: "Amal Haddad and Rune Kvist",
      comment: "Regression suite green on #47.",
    },
  },
  {
    template: "request-approved",
    props: {
      ...promotion,
      recipientName: "Ines Duarte",
      approvedBy: "Amal Haddad and Rune Kvist",
      comment: "Regression suite green on #47.",
      useBy: "Wed 25 Nov 10:00 UTC",
      preview: "promote #47 to Production",
      nextLine: "Nothing has moved yet: the next step is Promote.",
      actionLabel: "Promote on the Deploy page",
      actionNote: "The link promotes nothing by itself. Promote there ships build #47, as it was approved.",
    },
  },
  {
    template: "request-rejected",
    props: {
      ...promotion,
      recipientName: "Ines Duarte",
      rejectedBy: "Rune Kvist",
      comment: "Capture retries need the gateway's consent first.",
      next: "Nothing was promoted; you can ask again from the Deploy page.",
    },
  },
  {
    template: "sign-in-link",
    props: {
      email: "rune@meridian.example",
      host: "countersign.meridian.example",
      validFor: "10 minutes",
      url: "https://countersign.meridian.example/sign-in/link?token=3q2-7wAB&email=rune%40meridian.example",
    },
  },
  {
    template: "invitation",
    props: {
      recipientName: "Sol Okafor",
      inviterName: "Vera Lind",
      organizationName: "Meridian",
      rolesLine: "Reviewer, Developer in Storefront",
      validUntil: "Tue 24 Nov 10:00 UTC",
      url: "https://countersign.meridian.example/invitation?code=9f2k",
    },
  },
  {
    template: "workflow-changed",
    props: {
      recipientName: "Sol Okafor",
      organizationName: "Meridian",
      workflowName: "Environment Promotion",
      change: "Turned off",
      changedBy: "Vera Lind",
      reason: "The release board meets again from Monday.",
      ungated: "Every way into Production",
      ended: "Cancelled: requests 42 and 43. Revoked: the approval of request 44",
      url: "https://countersign.meridian.example/meridian/settings/workflows",
    },
  },
] as const;
