import { look, styles } from "./look";

export type Fact = { name: string; value: string; code?: string };

/** A labelled list. The text version prints it as two aligned columns. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <table cellPadding="0" cellSpacing="0" data-text-format="dataTable" style={table} width="100%">
      <tbody>
        {facts.map((fact) => (
          <tr key={fact.name}>
            <th className={look("muted")} scope="row" style={styles.factName}>
              {fact.name}
            </th>
            <td className={look("ink")} style={styles.factValue}>
              {fact.code === undefined ? fact.value : `${fact.value} · `}
              {fact.code === undefined ? null : (
                <span className={look("muted")} style={styles.code}>
                  {fact.code}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const table = { margin: "0 0 20px", tableLayout: "fixed" } as const;
