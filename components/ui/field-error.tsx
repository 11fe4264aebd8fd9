/** The sentence beside a control that is not a HeroUI field. Point the control's aria-describedby at `id`. */
export function FieldError({ id, message }: { id: string; message: string | undefined }) {
  return (
    <p id={id} role="alert" className={message ? "mt-1 text-xs text-danger-strong" : "hidden"}>
      {message}
    </p>
  );
}
